import { readFile } from 'node:fs/promises';
import { failureOf } from '../../../hub/job/failure.ts';
import { type GlbContent, readGlb } from '../../mesh/read-glb.ts';
import { MESH } from '../image-to-3d/image-to-3d-stage.ts';
import type { StageInputs, StageMade } from '../stage.ts';

/**
 * The mesh that a character is to come of: an upload, or what image-to-3d made.
 *
 * @throws Error when there is neither, or when our own cannot be read
 */
export async function readSource({
  upload,
  earlier,
}: StageInputs): Promise<({ readonly kind: 'read' } & GlbContent) | Extract<StageMade, { kind: 'permanent' }>> {
  const path = upload?.path ?? earlier.get('image-to-3d')?.files.find(({ name }) => name === MESH)?.path;
  if (path === undefined) throw new Error('there is neither an upload nor a mesh to begin with');
  const read = await readGlb(await readFile(path));
  if (read.kind === 'read') return read;
  if (upload === undefined) throw new Error(`the mesh of image-to-3d: ${read.detail}`);
  return { kind: 'permanent', failure: failureOf('input-unreadable', read.detail) };
}
