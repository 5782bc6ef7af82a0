/** Every block of output quoted in the README and in docs/ is what its command prints. */
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import { onOneThread } from '../test/command/on-one-thread.ts';
import { check, golden } from '../test/kit/check.ts';
import { quotedCommands, withOutputs } from '../test/kit/quoted.ts';

const root = join(import.meta.dirname, '..');
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root }).sort()];
const run = promisify(execFile);

/**
 * `npx asset-sim ...` and `node ...` with this very Node; words are split at spaces, single quotes keep them together. A page that
 * shows a failure says so: `npx asset-sim gate (exit code 99)`.
 */
async function outputOf(quoted: string): Promise<string> {
  const { command, ending } = /^(?<command>.+?)(?: \(exit code (?<ending>\d+)\))?$/.exec(quoted)!.groups!;
  const words = [...command!.matchAll(/'([^']*)'|(\S+)/g)].map(match => match[1] ?? match[2]!);
  const args = command!.startsWith('npx asset-sim ')
    ? ['cli/asset-sim.js', ...onOneThread(words.slice(2))]
    : words.slice(1);
  const ended = await run(process.execPath, args, { cwd: root, maxBuffer: 2 ** 24 }).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (failure: { readonly stdout: string; readonly code: number }) => failure,
  );
  assert.is(ended.code, Number(ending ?? 0), `exit code of ${command}`);
  return ended.stdout;
}

const rows: Record<string, () => Promise<void>> = {};
for (const page of pages) {
  const path = join(root, page);
  const commands = new Set(quotedCommands(readFileSync(path, 'utf8')));
  if (commands.size === 0) continue;
  rows[`${page} quotes ${commands.size} command(s) truly`] = async () => {
    const outputs = new Map<string, string>();
    for (const command of commands) outputs.set(command, await outputOf(command));
    golden(path, withOutputs(readFileSync(path, 'utf8'), outputs));
  };
}

check('quoted output', {
  'is found and replaced': () => {
    const page = 'a\n<!-- output of: npx asset-sim cost -->\n```text\nold\n```\nb\n';
    assert.equal(quotedCommands(page), ['npx asset-sim cost']);
    const renewed = withOutputs(page, new Map([['npx asset-sim cost', 'new\n']]));
    assert.is(renewed, 'a\n<!-- output of: npx asset-sim cost -->\n```text\nnew\n```\nb\n');
  },
  'a quoted command without output is a defect': () => {
    assert.throws(() => withOutputs('<!-- output of: x -->\n```\n```', new Map()), /no output/);
  },
  'of a command that ends otherwise than the page says is a defect': async () => {
    assert.match(await outputOf('npx asset-sim gate --threshold x (exit code 2)'), /^$/);
    for (const command of ['npx asset-sim gate --threshold x', 'npx asset-sim --version (exit code 2)']) {
      const told = await outputOf(command).catch(({ message }: Error) => message);
      assert.match(told, /^exit code of npx asset-sim/);
    }
  },
  'the README quotes at least one command': () => {
    assert.ok(quotedCommands(readFileSync(join(root, 'README.md'), 'utf8')).length > 0);
  },
  ...rows,
});
