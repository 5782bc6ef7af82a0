/** From where the vertices point to the joints that they point at (Xu et al. 2020, section 4.1). */
import { type Point, pointAt } from '../point.ts';
import { type VoxelBody, voxelAt } from '../voxel-body.ts';
import { meanShift } from './mean-shift.ts';

/** What the joint network says, in the space of the network mesh. */
export type JointVotes = {
  /** x, y, z: a vertex and its offset. */
  readonly positions: Float32Array;
  /** Of each, 0..1: how much it is worth. */
  readonly attention: Float32Array;
};

/** In heights; as the networks were trained ([M], see rignet-contract.ts). */
const BANDWIDTH = 0.0429;
/** Votes that are worth less say nothing. */
const ATTENTION_MIN = 1e-3;
/** What holds less of all that the votes are worth is noise. */
const DENSITY_MIN = 1e-5;

/**
 * Votes are doubled by their mirror images before they are joined, and joints by theirs after: characters have a left and a
 * right, and a skeleton that has both alike can be animated alike.
 *
 * @param body of the network mesh: what votes for a place outside does not count
 * @returns joints, on the middle plane first, then left ones each followed by its mirror image; none when nothing votes
 */
export function findJoints({ positions, attention }: JointVotes, body: VoxelBody): Point[] {
  const votes = [...attention.keys()].filter(
    vote => attention[vote]! > ATTENTION_MIN && body.filled[voxelAt(body, pointAt(positions, vote))] === 1,
  );
  const points = votes.map(vote => pointAt(positions, vote));
  const both = [...points, ...points.map(mirrored)];
  const weights = votes.map(vote => attention[vote]!);
  const shifted = meanShift(
    { positions: Float64Array.from(both.flat()), weights: Float64Array.from([...weights, ...weights]) },
    BANDWIDTH,
  );

  // The densest first; what is nearer to one than the bandwidth is another's crowd.
  const order = [...shifted.densities.keys()].sort((a, b) => shifted.densities[b]! - shifted.densities[a]! || a - b);
  const middle: Point[] = [];
  const left: Point[] = [];
  for (const i of order) {
    const place = pointAt(shifted.positions, i);
    const isCrowded = [...middle, ...left, ...left.map(mirrored)].some(
      joint => squaredDistance(joint, place) < BANDWIDTH ** 2,
    );
    if (shifted.densities[i]! < DENSITY_MIN || isCrowded) continue;
    // Nearer to its own mirror image than two joints may be: it is one, in the middle.
    if (Math.abs(place[0]) < BANDWIDTH / 2) middle.push([0, place[1], place[2]]);
    else left.push([Math.abs(place[0]), place[1], place[2]]);
  }
  return [...middle, ...left.flatMap(joint => [joint, mirrored(joint)])];
}

export const mirrored = ([x, y, z]: Point): Point => [-x, y, z];

const squaredDistance = (a: Point, b: Point): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
