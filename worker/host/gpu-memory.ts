import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const TIMEOUT_SECONDS = 5;
const BYTES_PER_MIB = 1024 ** 2;
const ARGUMENTS = ['--query-gpu=memory.used', '--format=csv,noheader,nounits'];

/**
 * Memory in use on the first GPU, by whatever runs there: in a container nvidia-smi does not tell processes apart. onnxruntime
 * gives nothing back while its process lives, so after a run this is the most that it had.
 *
 * Starts a process: not for every run.
 *
 * @param program by its path or name, for tests
 * @returns bytes; undefined where there is no nvidia-smi or it does not answer
 */
export async function gpuUsedBytes(program = 'nvidia-smi'): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program, ARGUMENTS, { timeout: TIMEOUT_SECONDS * 1000 });
    const mebibytes = Number.parseInt(stdout, 10);
    return Number.isNaN(mebibytes) ? undefined : mebibytes * BYTES_PER_MIB;
  } catch {
    return undefined;
  }
}
