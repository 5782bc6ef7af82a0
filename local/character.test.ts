/** `npm run character`, run as it is typed. What its character looks like: test/character. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import { STAGE_NAMES } from '../hub/plan/stage-names.ts';
import { ownFolder, runCharacter } from '../test/command/run-character.ts';
import { glbFaults } from '../test/gltf/validate-glb.ts';
import { isRunning } from '../test/host/use-host.ts';
import { check } from '../test/kit/check.ts';

const PROMPT = 'a knight in red armour';
/** It has no Blender, and nothing else: Node is called by its path. */
const PATH_WITHOUT_BLENDER = { PATH: '/nowhere' };

/** Exit code 2, one error that matches, a hint, no stack, and no file. */
const refuses = (args: readonly string[], message: RegExp) => async () => {
  const folder = ownFolder();
  const { exitCode, out, err } = await runCharacter(args, { folder });
  assert.equal([exitCode, out], [2, ''], err);
  assert.match(err, message);
  assert.match(err, /\nhint: /);
  assert.not.match(err, /\n {4}at /);
  assert.equal(readdirSync(folder), []);
};

check('npm run character', {
  'makes a character and its picture, says how long each stage took, and leaves nothing else': async () => {
    const folder = ownFolder();
    const args = [PROMPT, '--out', 'knight.glb', '--seed', '3', '--json'];
    const { exitCode, out, err } = await runCharacter(args, { folder, variables: PATH_WITHOUT_BLENDER });
    assert.is(exitCode, 0, err);
    assert.equal(readdirSync(folder).toSorted(), ['knight.glb', 'knight.png']);
    assert.equal(await glbFaults(readFileSync(join(folder, 'knight.glb'))), []);
    const { width, format } = await sharp(join(folder, 'knight.png')).metadata();
    assert.equal([width, format], [512, 'png']);

    const { stages, ...more } = JSON.parse(out);
    assert.equal([more.prompt, more.seed, more.files], [PROMPT, 3, { character: 'knight.glb', picture: 'knight.png' }]);
    assert.equal(
      stages.map(({ stage }: { stage: string }) => stage),
      STAGE_NAMES,
    );
    for (const { stage, seconds } of stages) assert.ok(seconds > 0, stage);
    assert.match(err, /^Blender is not on PATH: triangles are taken away instead/);
    for (const [i, stage] of STAGE_NAMES.entries())
      assert.match(err, new RegExp(`^${i + 1}/7 ${stage} +[\\d.]+ s$`, 'm'));
    assert.not.ok(err.includes('\u001b'), 'it draws a bar where no terminal is');
  },
  'leaves nothing at Ctrl-C: no file, and no model host': async () => {
    const folder = ownFolder();
    let children: readonly number[] = [];
    const { exitCode, out, err } = await runCharacter([PROMPT, '--no-blender'], {
      folder,
      interruptAt: /2\/7 matte/,
      onInterrupt: processId => {
        const listed = execFileSync('ps', ['-o', 'pid=', '--ppid', String(processId)], { encoding: 'utf8' });
        children = listed.trim().split(/\s+/).map(Number);
      },
    });
    assert.equal([exitCode, out], [130, ''], err);
    assert.equal(readdirSync(folder), []);
    assert.is(children.length, 1);
    assert.equal(children.filter(isRunning), []);
  },
  'explains itself': async () => {
    const { exitCode, out } = await runCharacter(['--help'], { folder: ownFolder() });
    assert.is(exitCode, 0);
    for (const flag of ['--out', '--seed', '--weights', '--no-blender', '--json', 'Examples:']) assert.match(out, flag);
  },
  'refuses an empty prompt': refuses([' '], /^error: the prompt must not be empty/),
  'refuses a place that is not there': refuses(
    [PROMPT, '--out', 'none/a.glb'],
    /none\/a\.glb cannot be written: ENOENT/,
  ),
  'refuses to go on without weights that were named': refuses(
    [PROMPT, '--weights', '/nowhere'],
    /weights are missing: \/nowhere\/\S+ and \d+ more/,
  ),
  'refuses a folder in the place of the file': async () => {
    const folder = ownFolder();
    mkdirSync(join(folder, 'a.glb'));
    const { exitCode, err } = await runCharacter([PROMPT, '--out', 'a.glb'], { folder });
    assert.is(exitCode, 2);
    assert.match(err, /a\.glb cannot be written: it is a folder/);
  },
});
