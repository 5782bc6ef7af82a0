/** What `asset-sim merge` does: the parts of a sweep as the whole. */
import { HubError } from '../hub/errors.ts';
import { mergeSweeps } from '../sim/sweep/shard.ts';
import { readSweepLines } from '../sim/sweep/sweep-lines.ts';
import { readFolder } from './flag-values.ts';
import { readOutputs, refuseToReplace } from './output-files.ts';
import { OUTPUT_KINDS } from './output-kinds.ts';
import { readText } from './read-text.ts';
import { showSweep } from './show-sweep.ts';
import type { MergeFlags } from './sweep-flags.ts';

/** @throws HubError CONFIG_INVALID for a file that is no part, or parts that do not make a whole */
export async function mergeSweep(files: readonly string[], flags: MergeFlags): Promise<void> {
  const folder = readFolder(flags.cwd);
  const outputs = readOutputs(flags.output ?? [], OUTPUT_KINDS.merge, folder);
  refuseToReplace(files, outputs, folder);
  const parts = await Promise.all(
    files.map(async file => {
      const read = readSweepLines(await readText('sweep', file, folder));
      if (read.kind === 'sweep') return read.sweep;
      throw new HubError('CONFIG_INVALID', `${file}:${read.line} ${read.message}`, {
        hint: 'name files that asset-sim sweep --output jsonl=FILE wrote',
      });
    }),
  );
  const merged = mergeSweeps(parts);
  if (merged.kind === 'problem') {
    const file = merged.part === undefined ? '' : `${files[merged.part]} `;
    const hint =
      merged.part === undefined
        ? 'name the files of all shards; one that was interrupted goes on with the same words'
        : 'name each part of one sweep once';
    throw new HubError('CONFIG_INVALID', `the parts make no whole: ${file}${merged.message}`, { hint });
  }
  await showSweep(merged.sweep, outputs, flags.json === true);
}
