/** The contract of the job API, made from the schemas that the functions use. Invariant: nothing is said here twice. */
import { problemSchema } from '../job/answer-schemas.ts';
import { API_PROBLEMS, type ApiProblemCode } from '../job/api-problem.ts';
import { PROBLEM_DETAILS } from './examples.ts';
import { HEADERS, PARAMETERS } from './headers.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { answerSchema, type JsonObject, refTo, requestSchema } from './parts.ts';

const ABOUT = `Text prompts to rigged 3D characters. Submit a job, ask how it stands, fetch what was made.

Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\`. Fields may be added to answers; those that are there keep their meaning.
Above all this, the gateway answers by itself, with \`{"message": "..."}\`: 401 without a valid token, 404 where there is nothing, 429 to a flood of requests.`;

/** Codes whose answers say when to try again. */
const TOLD_WHEN: readonly ApiProblemCode[] = [
  'submit-in-progress',
  'caller-full',
  'hub-full',
  'queue-unavailable',
  'result-not-ready',
];

/** @returns an OpenAPI 3.1 document */
export function openApiDocument(): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const operation of OPERATIONS) {
    (paths[operation.path] ??= {})[operation.method] = operationOf(operation);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Asset Hub',
      version: '1.0.0',
      description: ABOUT,
      license: { name: 'Unlicensed', identifier: 'LicenseRef-Unlicensed' },
    },
    servers: [
      {
        url: '{origin}',
        description: 'The hub of a stack (its output `apiUrl`), or `npm run api` on this machine.',
        variables: { origin: { default: 'http://127.0.0.1:4566' } },
      },
    ],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: schemas(),
      parameters: PARAMETERS,
      headers: HEADERS,
    },
  };
}

function schemas(): JsonObject {
  const made: Record<string, JsonObject> = { Problem: answerSchema(problemSchema) };
  for (const { body, success } of OPERATIONS) {
    if (body !== undefined) made[body.name] = withoutKind(requestSchema(body.schema));
    made[success.name] ??= answerSchema(success.schema);
  }
  return made;
}

/** The kind of a character need not be said. */
function withoutKind(schema: JsonObject): JsonObject {
  const { oneOf } = schema as { readonly oneOf?: readonly JsonObject[] };
  if (oneOf === undefined) return schema;
  const kindOf = ({ properties }: JsonObject) => (properties as { kind: { const: string } }).kind.const;
  return {
    ...schema,
    oneOf: oneOf.map(each =>
      kindOf(each) === 'character'
        ? { ...each, required: (each.required as readonly string[]).filter(name => name !== 'kind') }
        : each,
    ),
  };
}

function operationOf({
  id,
  summary,
  description,
  parameters,
  body,
  success,
  notModified,
  problems,
}: Operation): JsonObject {
  const responses: Record<string, JsonObject> = {
    [success.status]: {
      description: success.description,
      headers: Object.fromEntries(success.headers.map(name => [name, refTo('headers', name)])),
      content: { 'application/json': { schema: refTo('schemas', success.name), example: success.example } },
    },
  };
  if (notModified) {
    responses[304] = { description: 'You have it already.', headers: { ETag: refTo('headers', 'ETag') } };
  }
  for (const [status, codes] of byStatus(problems)) responses[status] = problemResponse(status, codes);
  return {
    operationId: id,
    summary,
    description,
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(name => refTo('parameters', name)) }),
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    responses,
  };
}

function requestBody({ name, examples }: NonNullable<Operation['body']>): JsonObject {
  return {
    required: true,
    content: {
      'application/json': {
        schema: refTo('schemas', name),
        examples: Object.fromEntries(Object.entries(examples).map(([key, value]) => [key, { value }])),
      },
    },
  };
}

function byStatus(codes: readonly ApiProblemCode[]): ReadonlyMap<number, readonly ApiProblemCode[]> {
  return Map.groupBy(
    codes.toSorted((one, other) => API_PROBLEMS[one].status - API_PROBLEMS[other].status),
    code => API_PROBLEMS[code].status,
  );
}

function problemResponse(status: number, codes: readonly ApiProblemCode[]): JsonObject {
  const { title } = API_PROBLEMS[codes[0]!];
  const example = (code: ApiProblemCode) => ({
    value: { type: 'about:blank', title, status, code, detail: PROBLEM_DETAILS[code] ?? '' },
  });
  return {
    description: `${title}: ${codes.join(', ')}.`,
    ...(codes.some(code => TOLD_WHEN.includes(code))
      ? { headers: { 'Retry-After': refTo('headers', 'Retry-After') } }
      : {}),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            refTo('schemas', 'Problem'),
            { type: 'object', properties: { status: { const: status }, code: { enum: codes } } },
          ],
        },
        examples: Object.fromEntries(codes.map(code => [code, example(code)])),
      },
    },
  };
}
