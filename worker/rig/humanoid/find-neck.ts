/** Where the neck is: the narrowest layer between the shoulders and the head. */
import { layerAt, type Slices } from './body-slices.ts';
import { PROPORTIONS } from './proportions.ts';

/** A layer that is not narrower than this part of the head is no neck. */
const NARROW_RATIO = 0.75;

/** @returns its height in metres, and whether it was seen */
export function findNeck(slices: Slices, shoulderY: number): { readonly y: number; readonly isFound: boolean } {
  const { topY, floorY, body } = slices;
  const first = layerAt(slices, shoulderY + body.cellMetres);
  const last = layerAt(slices, topY);
  const areas = Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, i) => slices.layers[first + i]![0]?.voxels.length ?? 0,
  );
  const widest = areas.lastIndexOf(Math.max(0, ...areas.slice(Math.floor(areas.length / 3))));
  const below = areas.slice(0, widest);
  const narrowest = below.indexOf(Math.min(...below));
  if (below.length === 0 || below[narrowest]! > NARROW_RATIO * areas[widest]!) {
    const assumed = floorY + PROPORTIONS.neckHeight * (topY - floorY);
    return { y: Math.max(assumed, shoulderY + 0.2 * (topY - shoulderY)), isFound: false };
  }
  return { y: body.origin[1] + (first + narrowest + 0.5) * body.cellMetres, isFound: true };
}
