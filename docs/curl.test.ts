/** The README's calls of the job API are made, by bash and curl, against `npm run api`. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { queueViewSchema, uploadViewSchema } from '../hub/job/answer-schemas.ts';
import { jobListSchema, jobViewSchema } from '../hub/job/job-view-schema.ts';
import { check } from '../test/kit/check.ts';

const root = join(import.meta.dirname, '..');
const main = join(root, 'local/main.ts');
const run = promisify(execFile);

async function startApi(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) {
    const url = /listens on (http:\S+?)\.? /.exec(line)?.[1];
    if (url !== undefined) return { url, child };
  }
  throw new Error('it ended before it listened');
}

/** @param block its lines, with the URL that this run has */
async function answersOf(block: string, url: string): Promise<unknown[]> {
  const script = block.replace('http://127.0.0.1:4000', url).replaceAll(/^(curl .*)$/gm, '$1; echo');
  const { stdout } = await run('bash', ['-euc', script]);
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as unknown);
}

check('npm run api', {
  'answers what the README asks of it, and ends at Ctrl-C': async () => {
    const block = /<!-- runs against npm run api -->\n```bash\n([\s\S]+?)```/.exec(
      readFileSync(join(root, 'README.md'), 'utf8'),
    );
    const { url, child } = await startApi();
    const [job, list, queue, upload, ...more] = await answersOf(block![1]!, url);
    const { job_id, prompt } = jobViewSchema.parse(job);
    assert.is(prompt, 'a fox knight');
    assert.equal(
      jobListSchema.parse(list).jobs.map(each => each.job_id),
      [job_id],
    );
    assert.ok(queueViewSchema.parse(queue).accepting);
    uploadViewSchema.parse(upload);
    assert.equal(more, []);
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    assert.equal(await ended, [0, null]);
  },
  'says what is wrong with its flags': async () => {
    for (const args of [['--port', 'x'], ['--stack', 'none'], ['--what']]) {
      const failure = await run(process.execPath, [main, ...args]).then(
        () => undefined,
        (error: { readonly code: number; readonly stderr: string }) => error,
      );
      assert.is(failure?.code, 2, args.join(' '));
      assert.match(failure?.stderr ?? '', /^error: .+\n/);
    }
    assert.match((await run(process.execPath, [main, '--help'])).stdout, /^Usage: npm run api/);
  },
});
