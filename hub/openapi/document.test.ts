/** The contract says what the functions do, and the stored files are what the contract says. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import openapiTypes, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import * as assert from 'uvu/assert';
import { openApiText } from '../../docs/write-openapi.ts';
import { ROUTES } from '../../infra/api/routes.ts';
import { check } from '../../test/kit/check.ts';
import { queueViewSchema, resultViewSchema, uploadViewSchema } from '../job/answer-schemas.ts';
import { API_PROBLEMS, type ApiProblemCode } from '../job/api-problem.ts';
import { jobListSchema, jobViewSchema } from '../job/job-view-schema.ts';
import { submitRequestSchema } from '../job/submit-request.ts';
import { openApiDocument } from './document.ts';
import * as examples from './examples.ts';
import { OPERATIONS } from './operations.ts';

const root = join(import.meta.dirname, '../..');
const stored = (path: string): string => readFileSync(join(root, path), 'utf8');
const STALE = 'npm run openapi writes it anew';

/** Said by the gateway's stand-in alone, or by nobody. */
const NOT_OF_FUNCTIONS: readonly ApiProblemCode[] = ['route-not-found', 'method-not-allowed', 'job-id-taken'];

check('the contract', {
  'is stored as docs/openapi.json': () => assert.is(stored('docs/openapi.json'), openApiText(), STALE),
  'has the client its types from it': async () => {
    const made = COMMENT_HEADER + astToString(await openapiTypes(stored('docs/openapi.json')));
    assert.is(stored('client/job-api-types.d.ts'), made, STALE);
  },
  'passes the linter without a warning': async () => {
    const lint = ['lint', 'docs/openapi.json', '--format', 'json'];
    const { stdout } = await promisify(execFile)(join(root, 'node_modules/.bin/redocly'), lint, {
      cwd: root,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    const { problems } = JSON.parse(stdout) as { readonly problems: readonly { readonly ruleId: string }[] };
    assert.equal(
      problems.map(({ ruleId }) => ruleId),
      [],
    );
  },
  'describes the routes that there are': () => {
    const described = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const routed = ROUTES.map(({ routeKey }) => routeKey).filter(routeKey => routeKey !== '$default');
    assert.equal(described.toSorted(), routed.toSorted());
  },
  'tells of every problem': () => {
    const told = new Set(OPERATIONS.flatMap(({ problems }) => problems));
    const untold = Object.keys(API_PROBLEMS).filter(code => !told.has(code as ApiProblemCode));
    assert.equal(untold.toSorted(), NOT_OF_FUNCTIONS.toSorted());
  },
  'shows examples that are true to it': () => {
    for (const example of Object.values(examples.SUBMIT_EXAMPLES)) submitRequestSchema.parse(example);
    jobViewSchema.parse(examples.JOB_EXAMPLE);
    jobViewSchema.parse(examples.RUNNING_EXAMPLE);
    jobListSchema.parse(examples.LIST_EXAMPLE);
    queueViewSchema.parse(examples.QUEUE_EXAMPLE);
    uploadViewSchema.parse(examples.UPLOAD_EXAMPLE);
    resultViewSchema.parse(examples.RESULT_EXAMPLE);
    for (const { problems } of OPERATIONS) for (const code of problems) assert.ok(examples.PROBLEM_DETAILS[code], code);
  },
  'lets a character leave out its kind, and nothing else': () => {
    const { components } = openApiDocument() as unknown as Contract;
    const required = components.schemas.SubmitRequest.oneOf.map(kind => kind.required);
    assert.equal(required, [['prompt'], ['kind', 'prompt'], ['kind', 'upload_id'], ['kind', 'upload_id']]);
  },
});

type Contract = {
  readonly components: {
    readonly schemas: {
      readonly SubmitRequest: { readonly oneOf: readonly { readonly required: readonly string[] }[] };
    };
  };
};
