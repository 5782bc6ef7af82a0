/** How programs end that do not end well. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import type { ProgramRecord } from './program-record.ts';
import { type RecordProgramOptions, recordProgram } from './record-program.ts';

const projectFolder = join(import.meta.dirname, 'test-program');
/** Temporary files of this process only, so that what is left is known to be ours. */
const ownFolder = mkdtempSync(join(tmpdir(), 'asset-hub-failures-'));
process.env.TMPDIR = ownFolder;

function failing(failure: string, options: Partial<RecordProgramOptions> = {}): Promise<ProgramRecord> {
  return recordProgram({
    projectFolder,
    stack: 'test',
    isPreview: true,
    main: 'fails.ts',
    env: { FAILURE: failure },
    ...options,
  });
}

/** Started first, so that its limit runs while the others do. */
const endless = thrownBy(failing('endless', { limitSeconds: 10 }));

async function thrownBy(body: Promise<unknown>): Promise<Error> {
  const thrown = await body.then(
    () => undefined,
    error => error,
  );
  assert.instance(thrown, Error);
  return thrown;
}

const said = ({ logs, stdout, stderr }: ProgramRecord): string =>
  [...logs.map(({ message }) => message), stdout, stderr].join('\n');
const STACK_TRACE = /^\s+at .*:\d+/m;

/** A killed process may stay a zombie until its new parent looks; ps says Z then. */
const isRunning = (processId: string): boolean =>
  /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', processId], { encoding: 'utf8' }).stdout.trim());

/** A kill takes a moment on a busy machine; the sleeper itself would stay for minutes. */
async function isGone(processId: string): Promise<boolean> {
  for (let attempt = 0; attempt < 50 && isRunning(processId); attempt += 1) await setTimeout(100);
  return !isRunning(processId);
}

check('a program that fails', {
  'with a RunError says its message once, without a stack trace': async () => {
    const record = await failing('runError');
    assert.is(record.exitCode, 32);
    assert.equal(record.logs, [
      { severity: 'error', message: 'the plan costs 3 USD per character, at most 2 are allowed' },
    ]);
    assert.not.match(said(record), STACK_TRACE);
    assert.equal(
      record.resources.map(({ type }) => type),
      ['pulumi:pulumi:Stack'],
    );
    assert.equal(record.stackOutputs, {});
  },
  'with any other error says where it was thrown': async () => {
    const record = await failing('error');
    assert.is(record.exitCode, 32);
    assert.is(record.logs.length, 1);
    assert.match(said(record), /failed with an unhandled exception:\n.*somebody wrote a bug/s);
    assert.match(said(record), /^\s+at .*test-program\/fails\.ts:\d+/m);
  },
  'by registering a name twice is told so': async () => {
    const record = await failing('duplicate');
    assert.is.not(record.exitCode, 0);
    assert.match(said(record), /Duplicate resource URN '\S+::recorder:test:Nothing::twin'/);
  },
  'by asking an unknown data source is told which, and where to answer it': async () => {
    const record = await failing('unknownInvoke');
    assert.is.not(record.exitCode, 0);
    assert.match(
      said(record),
      /no answer for aws:ec2\/getAmi:getAmi: add one to test\/pulumi-host\/invoke-results\.ts/,
    );
    assert.equal(record.invokes, [{ token: 'aws:ec2/getAmi:getAmi', args: {} }]);
  },
  'by reading what exists already is told that nothing does': async () => {
    const record = await failing('read');
    assert.is.not(record.exitCode, 0);
    assert.match(said(record), /pulumi:pulumi:StackReference '\S+' cannot be read/);
  },
});

check('a program that never ends', {
  'is killed at the limit with all it started': async () => {
    const { message } = await endless;
    assert.match(message, /did not end within 10 s and was killed\. It printed:\nsleeper \d+$/);
    const sleeper = /sleeper (\d+)/.exec(message)?.[1] ?? '';
    assert.ok(await isGone(sleeper), `process ${sleeper} still runs`);
  },
});

check('a program that ends', {
  'ends with all it left running': async () => {
    const { exitCode, stdout } = await failing('leftover');
    assert.is(exitCode, 0);
    assert.match(stdout, /^sleeper \d+\n$/);
    assert.ok(await isGone(/\d+/.exec(stdout)?.[0] ?? ''));
  },
  'by a signal is no record': async () =>
    assert.match((await thrownBy(failing('killed'))).message, /was ended by SIGKILL/),
});

check('a program that Pulumi would not start', {
  'has a stack file that is not YAML': async () => {
    const { message } = await thrownBy(failing('none', { stackText: 'config:\n  - a: [\n' }));
    assert.match(message, /^Pulumi\.test\.yaml is not YAML, so Pulumi starts no program: .* line 2|3/s);
  },
  'has no stack file': async () =>
    assert.match((await thrownBy(failing('none', { stack: 'staging' }))).message, /Pulumi\.staging\.yaml/),
  'has no entry point': async () =>
    assert.match((await thrownBy(failing('none', { main: 'away.ts' }))).message, /main \S+away\.ts is not there/),
});

check('no program', {
  'leaves a server, a process or a file behind': () => {
    const open = process.getActiveResourcesInfo().filter(name => /Server|Process/.test(name));
    assert.equal(open, []);
    assert.equal(readdirSync(ownFolder), []);
    rmdirSync(ownFolder);
  },
});
