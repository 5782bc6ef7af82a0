/** `npm run character`: from a prompt to a rigged character on this machine, on its CPU, without a hub and without AWS. */
import { statSync } from 'node:fs';
import { errorText } from '../hub/error-text.ts';
import { HubError } from '../hub/errors.ts';
import { RESULT_FILES } from '../hub/job/result-file.ts';
import { STAGE_NAMES } from '../hub/plan/stage-names.ts';
import type { Seconds } from '../hub/units.ts';
import type { LocalFile } from '../worker/assets/asset-store.ts';
import { findBlender } from '../worker/blender/find-blender.ts';
import { HostError } from '../worker/host/host-error.ts';
import { createModelHost } from '../worker/host/model-host.ts';
import { createStages } from '../worker/stages/create-stages.ts';
import { PREVIEW_FILE } from '../worker/stages/package/package-stage.ts';
import type { StageSet } from '../worker/stages/stage-set.ts';
import { characterStages } from './character/character-stages.ts';
import { type MadeCharacter, makeCharacter } from './character/make-character.ts';
import { type OutFiles, openOutFiles, pictureOf } from './character/out-files.ts';
import { type CharacterFlags, readFlags } from './character/read-flags.ts';
import { stageProgress } from './character/stage-progress.ts';
import { commandLine, environment, exit, nowMilliseconds, onStop, print, printError } from './environment.ts';

const HELP = `Usage: npm run character -- "<prompt>" [options]

Makes a rigged character on this machine, with the stages that a worker runs on a GPU, on the CPU. Without --weights, small
graphs that are made here stand in for the models: they draw and carve a figure of capsules; what follows is real.

Options:
  --out <file.glb>    the character; its picture goes beside it, as .png (default: character.glb)
  --seed <number>     the same prompt and seed make the same character (default: 1)
  --weights <folder>  real weights, as npm run models:fetch -- --to <folder> leaves them
  --no-blender        take triangles away instead of making quads in Blender: seconds instead of a minute
  --json              what was made and how long each stage took, as JSON
  --verbose           what the stages say of their work
  --help              this

Examples:
  npm run character -- "a knight in red armour" --out knight.glb
  npm run character -- "a fox knight" --seed 7 --no-blender
  npm run --silent character -- "a fox knight" --json | jq '.stages[] | {stage, seconds}'

Ctrl-C ends it and leaves nothing. It ends with 0, with 1 when no character came of it, with 2 when it was asked for wrongly.
`;

async function main(): Promise<number> {
  const flags = readFlags(commandLine());
  if (flags.kind === 'help') {
    print(HELP);
    return 0;
  }
  const stop = new AbortController();
  let stopCode = 0;
  onStop(signal => {
    // A second one does not wait for what is under way to end.
    if (stop.signal.aborted) exit(stopCode);
    stopCode = signal === 'SIGTERM' ? 143 : 130;
    stop.abort();
  });
  const out = openOutFiles(flags.out);
  try {
    return await make(flags, out, stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return stopCode;
  } finally {
    out.clear();
  }
}

/** @throws Error for an abort */
async function make(flags: CharacterFlags, out: OutFiles, signal: AbortSignal): Promise<number> {
  // 1. Its stages.
  const { prompt, seed, weightsFolder } = flags;
  const blender = flags.wantsBlender ? findBlender(environment.PATH ?? '') : undefined;
  if (flags.wantsBlender && blender === undefined) {
    printError('Blender is not on PATH: triangles are taken away instead, and no quads come of it');
  }
  const set = characterStages({ weightsFolder, blender, folder: `${out.folder}/models` });
  const progress = stageProgress();
  const log = flags.isVerbose ? progress.say : () => {};
  const host = createModelHost({ provider: 'cpu' });
  const stages = createStages({ ...set, served: STAGE_NAMES, expectedSeconds: {}, host, log });
  try {
    // 2. The character.
    const loadSeconds = await loadModels(set, host, signal);
    printError(`models are loaded ${loadSeconds.toFixed(1).padStart(10)} s`);
    const ports = { stages, folder: out.folder, signal, onProgress: progress.show, onMade: progress.made, log };
    const made = await makeCharacter({ prompt, seed }, ports);
    progress.end();
    if (made.kind === 'aborted') throw new Error('it was told to end');
    if (made.kind === 'failed') return failed(made);
    // 3. Its files; where the character stands, all stands.
    const picture = pictureOf(flags.out);
    out.place(pathOf(made.files, PREVIEW_FILE), picture);
    out.place(pathOf(made.files, RESULT_FILES.character.name), flags.out);
    const files = { character: flags.out, picture };
    print(
      flags.isJson ? JSON.stringify({ prompt, seed, files, loadSeconds, stages: made.stages }, null, 2) : told(files),
    );
    return 0;
  } finally {
    progress.end();
    await host.stop();
  }
}

async function loadModels(
  { groups }: StageSet,
  host: ReturnType<typeof createModelHost>,
  signal: AbortSignal,
): Promise<Seconds> {
  const beganMilliseconds = nowMilliseconds();
  for (const group of groups) await host.load(group, signal);
  return (nowMilliseconds() - beganMilliseconds) / 1000;
}

function failed({ stage, why }: Extract<MadeCharacter, { kind: 'failed' }>): number {
  printError(`error: stage ${stage} made nothing: ${why}`);
  printError('hint: --verbose shows what the stages say; another prompt or --seed may do');
  return 1;
}

const pathOf = (files: readonly LocalFile[], name: string): string => files.find(file => file.name === name)!.path;

const told = ({ character, picture }: { readonly character: string; readonly picture: string }): string =>
  `${character}  ${(statSync(character).size / 1e6).toFixed(2)} MB\n${picture}`;

try {
  exit(await main());
} catch (error) {
  if (!(error instanceof HubError || error instanceof HostError)) throw error;
  printError(error instanceof HubError ? errorText(error) : `error: ${error.message}`);
  exit(2);
}
