/** The mesh as RigNet's networks were taught to see it: few vertices, each place once, one high and standing on the ground. */
import { decimated } from '../../mesh/decimated.ts';
import { boundsOf, type Mesh } from '../../mesh/mesh.ts';
import { welded } from '../../mesh/welded.ts';
import { add, type Point, scale } from '../point.ts';

export type NetworkMesh = {
  /** Height 1, y from 0, x and z in the middle. */
  readonly mesh: Mesh;
  readonly toMetres: (point: Point) => Point;
  /** x, y, z of each, from metres into the space of the network mesh. */
  readonly fromMetres: (positions: Float32Array) => Float32Array;
};

/** Trained with 1,000 to 5,000 (Xu et al. 2020, section 6). A closed mesh has half as many vertices as triangles. */
const VERTEX_COUNT_MAX = 5000;

/** @param mesh of some height */
export async function networkMesh(mesh: Mesh): Promise<NetworkMesh> {
  const whole = await welded(mesh);
  const few = whole.positions.length / 3 > VERTEX_COUNT_MAX ? await decimated(whole, 2 * VERTEX_COUNT_MAX) : whole;
  const { min, max } = boundsOf(few);
  const height = max[1] - min[1];
  const ground: Point = [(min[0] + max[0]) / 2, min[1], (min[2] + max[2]) / 2];
  const fromMetres = (positions: Float32Array) => positions.map((value, i) => (value - ground[i % 3]!) / height);
  return {
    mesh: { positions: fromMetres(few.positions), indices: few.indices },
    toMetres: point => add(ground, scale(point, height)),
    fromMetres,
  };
}
