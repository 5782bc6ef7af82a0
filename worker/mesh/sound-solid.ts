/** From whatever triangles somebody has to a solid that can be worked on, or to the words why not. */
import { decimated } from './decimated.ts';
import { holesFilled } from './holes-filled.ts';
import { signedVolume } from './measures.ts';
import { boundsOf, type Mesh } from './mesh.ts';
import { welded } from './welded.ts';

export type SoundSolid =
  | {
      readonly kind: 'solid';
      readonly mesh: Mesh;
      /** What was mended, for the log. */
      readonly holeCount: number;
      readonly isReduced: boolean;
    }
  /** `detail`: for its owner. */
  | { readonly kind: 'refused'; readonly detail: string };

/** More says nothing that 6,000 quads can show, and takes Blender minutes. */
const TRIANGLE_COUNT_MAX = 200_000;
/** Of the volume of its box. A sheet of paper with all holes filled has less, a figure of matches more. */
const VOLUME_RATIO_MIN = 1e-4;

/** @param mesh whose numbers are finite (read-glb.ts) */
export async function soundSolid(mesh: Mesh): Promise<SoundSolid> {
  const surface = await welded(mesh);
  if (surface.indices.length === 0) return refused('the mesh has no triangles');
  const reduced = await decimated(surface, TRIANGLE_COUNT_MAX);
  const { mesh: filled, holeCount } = holesFilled(reduced);
  const volume = signedVolume(filled);
  const { min, max } = boundsOf(filled);
  const box = min.reduce((product, low, axis) => product * (max[axis]! - low), 1);
  // Written so that a box without volume is refused.
  if (!(Math.abs(volume) > VOLUME_RATIO_MIN * box)) {
    return refused('the mesh is a sheet that encloses nothing; give it a closed surface');
  }
  return {
    kind: 'solid',
    mesh: volume > 0 ? filled : { ...filled, indices: filled.indices.slice().reverse() },
    holeCount,
    isReduced: reduced !== surface,
  };
}

const refused = (detail: string): SoundSolid => ({ kind: 'refused', detail });
