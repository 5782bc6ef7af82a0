/** The environment maker with a python3 of our own, a shell script that does what it is told: nothing is downloaded. */
import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { type PythonEnvironmentOptions, pythonEnvironment } from './python-environment.ts';

const runFile = promisify(execFile);

/** `-m venv FOLDER` puts the script itself into FOLDER/bin/python; every call is noted. */
const PYTHON = `#!/bin/sh
echo "$*" >> "$(dirname "$0")/calls" 2>/dev/null || true
case "$*" in
  *--version*) echo "Python 3.11.2" ;;
  *"-m venv"*) sleep 0.3; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
  *"pip install"*) echo installed > "$(dirname "$0")/../installed" ;;
esac
`;
const FAILS_AT = (words: string, saying: string) =>
  PYTHON.replace('case "$*" in', `case "$*" in\n  *"${words}"*) echo "${saying}" >&2; exit 1 ;;`);

type Bench = { readonly folder: string; readonly options: PythonEnvironmentOptions };

async function withBench(python: string, action: (bench: Bench) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-python-'));
  try {
    writeFileSync(join(folder, 'python3'), python);
    chmodSync(join(folder, 'python3'), 0o755);
    writeFileSync(join(folder, 'requirements.txt'), 'moto==1\n');
    const options = {
      requirements: join(folder, 'requirements.txt'),
      cacheFolder: join(folder, 'cache'),
      python: join(folder, 'python3'),
    };
    await action({ folder, options });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const venvCount = ({ folder }: Bench) =>
  readFileSync(join(folder, 'calls'), 'utf8')
    .split('\n')
    .filter(call => call.startsWith('-m venv')).length;

async function messageOf(options: PythonEnvironmentOptions): Promise<string> {
  return pythonEnvironment(options).then(
    () => 'nothing was thrown',
    (error: Error) => error.message,
  );
}

check('the Python environment', {
  'is built once and whole': () =>
    withBench(PYTHON, async bench => {
      const interpreter = await pythonEnvironment(bench.options);
      assert.ok(existsSync(join(interpreter, '../../installed')));
      assert.is(await pythonEnvironment(bench.options), interpreter);
      assert.is(venvCount(bench), 1);
      assert.is(readdirSync(bench.options.cacheFolder).length, 1, 'nothing is left beside it');
    }),
  'is another one for other requirements': () =>
    withBench(PYTHON, async bench => {
      const before = await pythonEnvironment(bench.options);
      appendFileSync(bench.options.requirements, '# changed\n');
      assert.is.not(await pythonEnvironment(bench.options), before);
    }),
  'is built by one of several processes': () =>
    withBench(PYTHON, async bench => {
      const module = JSON.stringify(join(import.meta.dirname, 'python-environment.ts'));
      const script = `
        const { pythonEnvironment } = await import(${module});
        process.stdout.write(await pythonEnvironment(${JSON.stringify(bench.options)}));`;
      const asks = Array.from({ length: 3 }, () =>
        runFile(process.execPath, ['--input-type=module', '--eval', script]),
      );
      const answers = (await Promise.all(asks)).map(({ stdout }) => stdout);
      assert.is(new Set(answers).size, 1);
      assert.ok(existsSync(answers[0] ?? ''));
      assert.is(venvCount(bench), 1);
    }),
  'is not kept from being built by a process that died over it': () =>
    withBench(PYTHON, async bench => {
      const interpreter = await pythonEnvironment(bench.options);
      const folder = join(interpreter, '../..');
      rmSync(folder, { recursive: true });
      // Linux and macOS give no process this number.
      symlinkSync('99999999', `${folder}.lock`);
      assert.is(await pythonEnvironment(bench.options), interpreter);
      assert.is(venvCount(bench), 2);
    }),
  'says in one line what to do when Python is missing': () =>
    withBench(PYTHON, async ({ options }) => {
      const message = await messageOf({ ...options, python: '/nowhere/python3' });
      assert.match(message, /^tests need python3 \(.*ENOENT.*\); try: sudo apt-get install python3 python3-venv$/);
    }),
  'says what to do when Python makes no environments': () =>
    withBench(FAILS_AT('-m venv', 'No module named ensurepip'), async ({ options }) => {
      assert.is(
        await messageOf(options),
        'python3 makes no virtual environment (No module named ensurepip); try: sudo apt-get install python3-venv',
      );
    }),
  'says what to do when PyPI is out of reach, and leaves nothing half done': () =>
    withBench(FAILS_AT('pip install', 'ERROR: No matching distribution found for moto==1'), async ({ options }) => {
      const message = await messageOf(options);
      assert.match(message, /^cannot install \S+requirements\.txt from PyPI \(ERROR: No matching distribution found/);
      assert.match(message, /\); try: python3 -m venv \S+ && \S+pip install -r \S+requirements\.txt$/);
      assert.not.match(message, /\n/);
      assert.equal(readdirSync(options.cacheFolder), []);
    }),
});
