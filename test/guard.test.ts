/** Shows that the runner fails every file that proves nothing. Each row writes such a file and runs it for real. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from './kit/check.ts';
import { runTests } from './kit/runner.ts';

const UVU = "import { suite } from 'uvu'; const table = suite('table');";
const KIT = `import { check } from '${import.meta.resolve('./kit/check.ts')}';`;

type Outcome = { passedCount: number; failedCount: number; lines: string };

/** Runs one test file with this text, alone in a folder that is gone afterwards. */
async function outcomeOf(text: string, limitSeconds = 60): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-guard-'));
  const lines: string[] = [];
  try {
    mkdirSync(join(folder, 'hub'));
    symlinkSync(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'hub/case.test.ts'), text);
    const report = { limitSeconds, writeLine: (line: string) => lines.push(line) };
    const result = await runTests({ folder, roots: ['hub'], patterns: [], ...report });
    return { ...result, lines: lines.join('\n') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The file must fail, be named, and the report must say why. */
async function fails(text: string, why: RegExp, limitSeconds?: number): Promise<void> {
  const { failedCount, lines } = await outcomeOf(text, limitSeconds);
  assert.ok(failedCount >= 1, `expected a failure, saw:\n${lines}`);
  assert.match(lines, /^FAIL hub\/case\.test\.ts /);
  assert.match(lines, why);
}

async function passes(text: string, passedCount: number): Promise<void> {
  const outcome = await outcomeOf(text);
  assert.equal([outcome.passedCount, outcome.failedCount], [passedCount, 0], outcome.lines);
  assert.match(outcome.lines, /^ok {3}hub\/case\.test\.ts /);
}

/** The command itself, as `npm test` starts it. */
function commandLine(...words: string[]) {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, 'run.ts'), ...words], { encoding: 'utf8' });
  return { exitCode: run.status, lastLine: run.stdout.trimEnd().split('\n').at(-1), output: run.stdout };
}

check('a file that is well', {
  'passes with the kit': () => passes(`${KIT} check('a', { one() {}, async two() {} }); check('b', { three() {} })`, 3),
  'passes with plain uvu': () => passes(`${UVU} table('one', () => {}); table.run()`, 1),
  'is not confused by .only in prose': () =>
    passes(`${KIT} check('a', { one() { return void '.only()'; } }) // .only()`, 1),
});

check('a file that fails', {
  'fails with the count of what failed': async () => {
    const text = `${KIT} check('a', { one() {}, two() { throw new Error('broken') } })`;
    const { passedCount, failedCount, lines } = await outcomeOf(text);
    assert.equal([passedCount, failedCount], [1, 1]);
    assert.match(lines, /\| .*broken/);
  },
  'fails on a thrown string and shows it': () =>
    fails(`${KIT} check('a', { one() { throw 'broken string' } })`, /not an Error: broken string/),
  'fails on a thrown null': () => fails(`${KIT} check('a', { one() { throw null } })`, /not an Error: null/),
  'fails on a rejected promise': () =>
    fails(`${KIT} check('a', { one: () => Promise.reject('no') })`, /not an Error: no/),
  'fails on a string thrown in plain uvu': () =>
    fails(
      `${UVU} table('one', () => { throw 'x' }); table.run()`,
      /1 of 1 tests did not pass and uvu does not say why/,
    ),
  'fails on a null thrown in plain uvu': () =>
    fails(
      `${UVU} table('one', () => { throw null }); table.run()`,
      /1 of 1 tests did not pass and uvu does not say why/,
    ),
});

check('a file that does not run what it has', {
  'fails when empty': () => fails('', /ran no test and printed nothing/),
  'fails when .run() is forgotten': () => fails(`${UVU} table('one', () => {})`, /\.run\(\) forgotten/),
  'fails when .run() is forgotten and something is printed': () =>
    fails(`${UVU} table('one', () => {}); process.stdout.write('fine')`, /before it reported its tests/),
  'fails when its suite is empty': () => fails(`${UVU} table.run()`, /ran 0 tests/),
  'fails when a table has no rows': () => fails(`${KIT} check('a', {})`, /has no rows/),
  'fails on .only': () =>
    fails(`${UVU} table('one', () => {}); table.only('two', () => {}); table.run()`, /skipped 1 tests/),
  'fails on .only everywhere, which skips nothing': () =>
    fails(`${UVU} table.only('two', () => {}); table.run()`, /has an \.only left/),
  'fails on .skip': () =>
    fails(`${UVU} table('one', () => {}); table.skip('two', () => {}); table.run()`, /skipped 1 tests/),
  'fails when a before hook throws': () =>
    fails(
      `${UVU} table.before(() => { throw new Error('x') }); table('one', () => {}); table.run()`,
      /1 of 1 tests did not/,
    ),
  'fails when after.each throws on top of a failing test': () =>
    fails(
      `${UVU} table.after.each(() => { throw new Error('x') }); table('one', () => { throw new Error('y') }); table.run()`,
      /1 of 1 tests did not pass/,
    ),
  'fails when an after hook throws': () =>
    fails(
      `${UVU} table.after(() => { throw new Error('x') }); table('one', () => {}); table.run()`,
      /exit code 1|did not/,
    ),
  'fails when it reports twice': () =>
    fails(
      `${KIT} check('a', { one() {} }); await new Promise(done => setTimeout(done, 100)); check('b', { two() {} })`,
      /reported more than once/,
    ),
});

check('a file that ends wrongly', {
  'fails when it cannot be loaded': () => fails(`import './missing.ts'`, /exit code 1 before it reported/),
  'fails on process.exit(0) in a test': () =>
    fails(`${KIT} check('a', { one() { process.exit(0) }, two() {} })`, /exit code 1 before it reported/),
  'fails on process.exit(0) between tables': () =>
    fails(`${KIT} check('a', { one() {} }); process.exit(0)`, /ran no test and printed nothing/),
  'fails on a promise that never resolves': () =>
    fails(`${KIT} check('a', { one: () => new Promise(() => {}) })`, /before it reported its tests/),
  'fails on a throw after the tables ended': () =>
    fails(
      `${KIT} check('a', { one() { setTimeout(() => { throw new Error('late') }, 50) } })`,
      /outside a test[\s\S]*late/,
    ),
  'fails on a promise that is rejected after the tables ended': () =>
    fails(`${KIT} check('a', { one() { setTimeout(() => Promise.reject(new Error('late')), 50) } })`, /outside a test/),
  'fails when it ends itself by a signal': () =>
    fails(`${KIT} check('a', { one() { process.kill(process.pid, 'SIGKILL') } })`, /signal SIGKILL before it reported/),
  'is killed at the limit, with what it started': () =>
    fails(
      `import { spawn } from 'node:child_process'; spawn('sleep', ['60'], { stdio: 'inherit' });
       ${KIT} check('a', { one: () => new Promise(() => setInterval(() => {}, 1000)) })`,
      /did not end within 1 s and was killed/,
      1,
    ),
});

check('the command', {
  'ends with the totals and exit code 0 when all is well': () => {
    const { exitCode, lastLine, output } = commandLine('test/kit/check.test.ts');
    assert.is(exitCode, 0, output);
    assert.match(lastLine ?? '', /^[1-9]\d* passed, 0 failed$/);
  },
  'ends with exit code 1 when a pattern matches nothing': () => {
    const { exitCode, lastLine, output } = commandLine('no-such-file');
    assert.equal([exitCode, lastLine], [1, '0 passed, 1 failed']);
    assert.match(output, /no test file has 'no-such-file' in its path/);
  },
  'ends with exit code 1 when one of two patterns matches nothing': () =>
    assert.is(commandLine('test/kit/check.test.ts', 'no-such-file').exitCode, 1),
  'refuses an option it does not know': () => {
    const { exitCode, lastLine } = commandLine('--update');
    assert.equal([exitCode, lastLine], [1, '0 passed, 1 failed']);
  },
  'fails where there is no test file at all': async () => {
    const lines: string[] = [];
    const writeLine = (line: string) => lines.push(line);
    const result = await runTests({ folder: tmpdir(), roots: ['asset-hub-no-such-root'], patterns: [], writeLine });
    assert.is(result.failedCount, 1);
    assert.match(lines.join('\n'), /no \*\.test\.ts under/);
  },
});
