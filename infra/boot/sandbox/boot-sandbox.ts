/**
 * An instance in a folder: the real user data, scripts and units run on it, with the commands of `bin/` in the place of
 * AWS, docker, systemd and the disks. What a test changes or looks at are files; `bin/` says which.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bootUnits } from '../boot-files.ts';
import { BOOT_FOLDERS } from '../boot-folders.ts';
import { testWeights } from '../boot-settings.test-data.ts';
import { instanceFiles, type Weights } from './instance-files.ts';
import { instanceProcess } from './instance-process.ts';

/** Of the release in every bucket. */
export const WEIGHTS: Weights = Object.freeze({ 'unet/model.onnx': 'a large model', 'vae.onnx': 'a small model' });
/** A release of the weights in the bucket, as a path. */
export const inBucket = (release: string): string => `s3/${testWeights(release)}`;
/** The release that a plan names unless it says otherwise. */
export const BUCKET = inBucket('1');
/** What the Auto Scaling group wants of the instance; without a hook. */
export const TARGET = 'metadata/autoscaling/target-lifecycle-state';

/** A start takes about a second; the rest is for a busy machine. */
const LIMIT_SECONDS = 30;
const LOOK_AGAIN_SECONDS = 0.05;

export type BootSandbox = ReturnType<typeof bootSandbox>;

/** Plays on an instance that has a local disk and a bucket with weights, and clears it away. */
export async function onInstance(play: (instance: BootSandbox) => Promise<void>): Promise<void> {
  const instance = bootSandbox();
  try {
    instance.write('disk', '');
    instance.writeWeights(BUCKET, WEIGHTS);
    await play(instance);
  } finally {
    await instance.stop();
    instance.remove('');
  }
}

function bootSandbox() {
  const files = instanceFiles(mkdtempSync(join(tmpdir(), 'asset-hub-boot-')));
  const processes = instanceProcess(files);
  const isAnswered = () => !files.has('hooks/launch') && !files.has('hooks/termination');
  const want = (target: string) => {
    files.remove('hooks');
    files.write(target.endsWith('Terminated') ? 'hooks/termination' : 'hooks/launch', '');
    files.write(TARGET, `${target}\n`);
  };
  /** @throws Error with the log when it does not come true */
  const until = async (isTrue: () => boolean) => {
    for (let waitedSeconds = 0; !isTrue(); waitedSeconds += LOOK_AGAIN_SECONDS) {
      if (waitedSeconds > LIMIT_SECONDS)
        throw new Error(['never:', isTrue, ...['log', 'console', 'calls'].map(files.read)].join('\n'));
      await delay(LOOK_AGAIN_SECONDS * 1000);
    }
  };
  return {
    ...files,
    ...processes,
    until,
    /** What the group wants of the instance from now on; the hook on the way there waits. */
    want,
    untilAnswered: () => until(isAnswered),
    /** Long enough for several rounds of whatever waits. */
    pass: () => delay(500),
    /** Boot files from where they are to where they belong, by the script that the bake uses. */
    bake: () => {
      const folders = [`PROGRAM_FOLDER=${BOOT_FOLDERS.programs}`, `UNIT_FOLDER=${BOOT_FOLDERS.units}`].map(
        files.rooted,
      );
      const script = join(import.meta.dirname, '../../ami/scripts/install-boot-files.sh');
      processes.command('env', `UPLOAD_FOLDER=${join(import.meta.dirname, '..')}`, ...folders, script);
      const units = bootUnits().map(({ name }) => join(BOOT_FOLDERS.units, name));
      for (const unit of units) files.write(unit, files.rooted(files.read(unit)));
    },
    /** The first start: the group wants the instance in this state, and its launch hook waits. */
    launch: (userData: string, target: string) => {
      want(target);
      files.write('metadata/instance-id', 'i-0abc\n');
      files.write('metadata/instance-type', 'g5.xlarge\n');
      files.write('metadata/tags/instance/aws:autoscaling:groupName', 'group\n');
      if (!files.has('worker')) files.write('worker', 'ready');
      processes.run(files.rooted(userData));
    },
    /** Stopped and started again: memory and local disk are empty, the root volume is as it was. */
    restart: async (target: string) => {
      await processes.stop();
      for (const path of ['run', 'mounted', 'mounts', 'container', 'calls', BOOT_FOLDERS.localDisk]) files.remove(path);
      want(target);
      processes.run('systemctl boot\nwait\n');
    },
  };
}
