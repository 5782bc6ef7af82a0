/**
 * manifest.sha256, by which instances stage the weights (infra/boot/scripts/stage-weights.sh): lines of sha256sum, paths from
 * the folder. It is written last: where it stands, all stands.
 */
import { HubError } from '../../hub/errors.ts';

export const MANIFEST_NAME = 'manifest.sha256';

export type WeightsFile = { readonly path: string; readonly sha256: string };

/** @example manifestText([{ path: 'u2net/u2net.onnx', sha256 }])   // 'ab12...  u2net/u2net.onnx\n' */
export const manifestText = (files: readonly WeightsFile[]): string =>
  files
    .toSorted((left, right) => (left.path < right.path ? -1 : 1))
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .join('');

/** @throws HubError for a line that sha256sum would not write, or a path that leads out of the folder */
export function parseManifest(text: string, name = MANIFEST_NAME): readonly WeightsFile[] {
  const lines = text.split('\n').filter(line => line !== '');
  if (lines.length === 0) throw new HubError('MODEL_FILE', `${name} is empty`, { hint: 'stage the weights anew' });
  return lines.map((line, index) => {
    const [, sha256, path] = /^([0-9a-f]{64}) [ *](\S+)$/.exec(line) ?? [];
    if (sha256 === undefined || path === undefined || path.startsWith('/') || path.split('/').includes('..')) {
      const hint = 'it has a line for each file, as sha256sum prints it: sum, two blanks, path from the folder';
      throw new HubError('MODEL_FILE', `${name}:${index + 1} names no file of the weights (saw ${line})`, { hint });
    }
    return { sha256, path };
  });
}
