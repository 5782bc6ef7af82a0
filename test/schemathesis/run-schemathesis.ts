/**
 * Requests at random, made by Schemathesis from docs/openapi.json: good ones, and ones that break a rule of it. Every answer
 * is held against the document: status, headers, media type and schema; a broken request must be refused, and nothing may
 * end in a 5xx.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonEnvironment } from '../moto/python-environment.ts';

const root = join(import.meta.dirname, '../..');

/** A good request may be refused for what no schema says: an upload that is not there, a cursor of nobody. */
const UNTRUE_CHECKS = 'positive_data_acceptance';

/** The interpreter that has it; builds it where it is missing, which takes half a minute. */
export const schemathesisPython = (): Promise<string> =>
  pythonEnvironment({
    requirements: join(import.meta.dirname, 'requirements.txt'),
    cacheFolder: join(root, 'node_modules/.cache/asset-hub'),
    python: 'python3',
  });

export type SchemathesisOptions = {
  readonly url: string;
  readonly token: string;
  /** At random, for each operation; those that follow from the document's limits come on top. */
  readonly requestsPerRoute: number;
  readonly seed: number;
  /** Also every limit of the document, just kept and just broken: some 250 requests. */
  readonly isThorough: boolean;
};

export type SchemathesisRun = {
  /** The words of its summary. */
  readonly text: string;
  readonly requestCount: number;
  /** 0: every answer was as the document says. */
  readonly exitCode: number;
};

export async function runSchemathesis(options: SchemathesisOptions): Promise<SchemathesisRun> {
  const python = await schemathesisPython();
  const { url, token, requestsPerRoute, seed, isThorough } = options;
  // It leaves a folder of its own where it runs.
  const cwd = mkdtempSync(join(tmpdir(), 'asset-hub-schemathesis-'));
  const report = join(cwd, 'report.json');
  const args = [
    ...['-m', 'schemathesis.cli', 'run', join(root, 'docs/openapi.json'), '--url', url],
    ...['--header', `Authorization: Bearer ${token}`, '--phases', `examples,fuzzing${isThorough ? ',coverage' : ''}`],
    ...['--max-examples', `${requestsPerRoute}`, '--seed', `${seed}`, '--no-shrink', '--continue-on-failure'],
    // On a machine that is busy with other tests, an answer takes its time.
    ...['--request-timeout', '60', '--max-redirects', '0', '--checks', 'all', '--exclude-checks', UNTRUE_CHECKS],
    ...['--report', 'json', '--report-json-path', report],
  ];
  const { exitCode, text } = await new Promise<{ exitCode: number; text: string }>(resolve => {
    execFile(python, args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? 1), text: `${stdout}${stderr}` }),
    );
  });
  const told = JSON.parse(readFileSync(report, 'utf8')) as { readonly test_cases: { readonly generated: number } };
  return { text, requestCount: told.test_cases.generated, exitCode };
}
