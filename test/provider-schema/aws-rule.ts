/**
 * A rule of AWS that the provider's types cannot say: a range, a length, a form of text, or a conflict between properties or
 * resources. Each rule carries examples that it passes and that it catches; the tests run them.
 */
import type { Json, JsonObject } from '../pulumi-host/program-record.ts';
import type { GivenResource } from './validate-resource.ts';
import { type Found, valuesAt } from './values-at.ts';

/** A recorded resource, with what other resources may refer to it by, and which property holds its name in AWS. */
export type KnownResource = GivenResource & {
  readonly id?: string;
  readonly state?: JsonObject;
  readonly nameProperty?: string;
};

/** What a rule may look at beside the inputs it judges. */
export type Surroundings = {
  readonly resource: KnownResource;
  /** All resources of a type. */
  readonly all: (type: string) => readonly KnownResource[];
  /** The resource of a type whose id, ARN, name or URL this is. */
  readonly find: (type: string, reference: Json | undefined) => KnownResource | undefined;
};

/** The type of a rule that is about every resource. */
export const ANY_TYPE = '*';

/** The inputs of one resource of the rule's type, or several resources together. */
export type Example = JsonObject | readonly KnownResource[];

export type AwsRule = {
  readonly id: string;
  /** Type token of the resources it is about, or ANY_TYPE. */
  readonly type: string;
  /** What holds, as a sentence. */
  readonly says: string;
  /** Where AWS says so, as of when, how sure: [H] read there, [M] derived or secondary, [L] judgement. */
  readonly source: string;
  /** At least one each. */
  readonly fine: readonly Example[];
  readonly broken: readonly Example[];
  /** What is seen instead: nothing when the rule holds. */
  readonly check: (inputs: JsonObject, surroundings: Surroundings) => readonly string[];
};

/** The API models of AWS, as botocore publishes them: with ranges, lengths and values. Their date is the release's. */
export const API = 'API model in botocore 1.44.5, 2026-11-17 [H]';

/**
 * The type token of a class of @pulumi/aws.
 *
 * @example aws('sqs.Queue')   // 'aws:sqs/queue:Queue'
 */
export function aws(className: string): string {
  const [module = '', name = ''] = className.split('.');
  return `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}

/** Texts at a path match a pattern as a whole. */
export function matching(about: {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly source: string;
  readonly pattern: RegExp;
  readonly says: string;
  readonly fine: string;
  readonly broken: string;
}): AwsRule {
  const { id, type, at, source, pattern, says, fine, broken } = about;
  return {
    id,
    type,
    says: `${at} ${says}`,
    source,
    fine: [exampleAt(at, fine)],
    broken: [exampleAt(at, broken)],
    check: inputs =>
      valuesAt(inputs, at)
        .filter(({ value }) => typeof value === 'string' && !pattern.test(value))
        .map(seen),
  };
}

/** `a.b is 5` */
export const seen = ({ path, value }: Found): string => `${path} is ${JSON.stringify(value)}`;

/**
 * The inputs in which a value stands at a path.
 *
 * @example exampleAt('rules[].days', 1)   // { rules: [{ days: 1 }] }
 */
export function exampleAt(path: string, value: Json): JsonObject {
  const [first = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : exampleAt(rest.join('.'), value);
  return first.endsWith('[]') ? { [first.slice(0, -2)]: [inner] } : { [first]: inner };
}
