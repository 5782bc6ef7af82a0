/** Reads IAM's JSON: the policy of a role, a queue, a bucket. */

export type PolicyStatement = {
  readonly isAllow: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `*`, or who it is after what it is: `Service:lambda.amazonaws.com`, `AWS:arn:aws:iam::123456789012:root`. */
  readonly principals: readonly string[];
  /** By operator, then by key. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

type Written = Readonly<Record<string, unknown>>;

/**
 * The statements of a policy. `NotAction`, `NotResource` and `NotPrincipal` leave out a few and mean all others, so they read
 * as `*`.
 *
 * @param document JSON, or what it holds; nothing has no statements
 * @throws SyntaxError when it is no JSON
 */
export function statementsOf(document: unknown): readonly PolicyStatement[] {
  if (document === undefined || document === null || document === '') return [];
  const { Statement } = (typeof document === 'string' ? JSON.parse(document) : document) as Written;
  return listOf<Written>(Statement).map(statement => ({
    isAllow: statement.Effect === 'Allow',
    actions: named(statement, 'Action'),
    resources: named(statement, 'Resource'),
    principals: 'NotPrincipal' in statement ? ['*'] : principalsOf(statement.Principal),
    conditions: (statement.Condition ?? {}) as PolicyStatement['conditions'],
  }));
}

/** What the policy allows. */
export function allowedBy(document: unknown): readonly PolicyStatement[] {
  return statementsOf(document).filter(statement => statement.isAllow);
}

/** Whether the statement lets in whoever comes. A condition is no excuse: it is easily too wide. */
export function hasAnyPrincipal({ principals }: PolicyStatement): boolean {
  return principals.some(principal => principal.split(':').at(-1) === '*');
}

/**
 * Whether requests without TLS are refused.
 *
 * @param action what they must not do: `s3:*`, or the one action a policy of this kind can name
 */
export function refusesWithoutTls(document: unknown, action: string): boolean {
  return statementsOf(document).some(
    ({ isAllow, actions, principals, conditions }) =>
      !isAllow &&
      principals.some(isAnybody) &&
      actions.some(denied => denied === '*' || denied.toLowerCase() === action.toLowerCase()) &&
      String(conditions.Bool?.['aws:SecureTransport']) === 'false',
  );
}

const isAnybody = (principal: string): boolean => principal === '*' || principal === 'AWS:*';

const named = (statement: Written, key: 'Action' | 'Resource'): readonly string[] =>
  `Not${key}` in statement ? ['*'] : listOf<string>(statement[key]);

function principalsOf(principal: unknown): readonly string[] {
  if (principal === null || typeof principal !== 'object') return listOf<string>(principal);
  return Object.entries(principal).flatMap(([kind, who]) => listOf<string>(who).map(one => `${kind}:${one}`));
}

/** IAM lets a list of one be written without brackets. */
function listOf<Item>(value: unknown): readonly Item[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Item[];
}
