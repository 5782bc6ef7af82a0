/** What the worker wants of its machine: disk, Blender, a GPU that inference can use, and the metadata service. */
import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nodePath } from '../environment.ts';
import type { MetadataClient } from '../instance/metadata-client.ts';
import { type Check, fine, unproven, wrong } from './finding.ts';

const GIB = 1024 ** 3;
/** Meshes, textures and pictures of one job, several times over; checkpoints take 40 MB (hub/plan/site-plan.ts [L]). */
const SCRATCH_GIB_MIN = 5;
const BLENDER_SECONDS_MAX = 60;
/** The first session of a process loads CUDA's libraries, of some GB. */
const CUDA_SECONDS_MAX = 120;
const CUDA_REMEDY =
  'start the container with --gpus all on a machine with an NVIDIA driver of 525 or later; outside of the image run ' +
  'ONNXRUNTIME_NODE_INSTALL=true node node_modules/onnxruntime-node/script/install.js, and have CUDA 12 and cuDNN 9 on the ' +
  'loader path; where no GPU is wanted, say --cpu';

export const diskCheck = (folder: string): Check => ({
  name: 'disk',
  run: async () => {
    const { bavail, bsize } = await statfs(folder);
    const says = `${((bavail * bsize) / GIB).toFixed(1)} GiB free in ${folder}`;
    if (bavail * bsize >= SCRATCH_GIB_MIN * GIB) return fine(says);
    return wrong(`${says}, ${SCRATCH_GIB_MIN} wanted`, 'clear the folder, or take an instance type with a local disk');
  },
});

/** @param command as the worker calls it */
export const blenderCheck = (command: string): Check => ({
  name: 'Blender',
  run: async () => {
    try {
      const options = { timeout: BLENDER_SECONDS_MAX * 1000 };
      const { stdout } = await promisify(execFile)(
        command,
        ['--background', '--factory-startup', '--version'],
        options,
      );
      const version = /^Blender (\d+\.\d+\S*)/m.exec(stdout)?.[1];
      return version === undefined ? wrong(`${command} gives no version`, 'install Blender 4.5 LTS') : fine(version);
    } catch (error) {
      const why =
        (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : `fails: ${(error as Error).message}`;
      return wrong(
        `${command} ${why}`,
        'use an image of the target rigging, or install Blender 4.5 LTS and its libraries',
      );
    }
  },
});

/** @param provider as ONNX Runtime calls it */
export const inferenceCheck = (provider: 'cuda' | 'cpu'): Check => ({
  name: provider.toUpperCase(),
  run: async () => {
    const args = [join(import.meta.dirname, 'probe-inference.ts'), provider];
    try {
      // In a process of its own: a driver that is not right may take its process with it.
      const options = { timeout: CUDA_SECONDS_MAX * 1000 };
      const { stdout } = await promisify(execFile)(nodePath, args, options);
      return fine(stdout.trim());
    } catch (error) {
      const { stderr = '', message } = error as { readonly stderr?: string; readonly message: string };
      const why =
        stderr
          .trim()
          .split('\n')
          .findLast(line => line.trim() !== '') ?? message;
      return wrong(why, provider === 'cuda' ? CUDA_REMEDY : 'reinstall onnxruntime-node: npm ci');
    }
  },
});

/** Undefined: the worker was not started on an instance. */
export const metadataCheck = (client: MetadataClient | undefined): Check => ({
  name: 'metadata',
  run: async () => {
    if (client === undefined) return unproven('not on an instance: nobody gives notice here');
    const answer = await client.read('instance-id');
    if (answer.kind === 'found') return fine(answer.text);
    return wrong(
      'the metadata service does not answer, so no notice would be seen',
      "let the container use the host's network, or give the launch template a hop limit of 2",
    );
  },
});
