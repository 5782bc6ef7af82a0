/** Linear blend skinning, as game engines do it, for one joint that turns. */
import type { Mesh } from '../mesh/mesh.ts';
import { add, dot, type Point, pointAt, scale, subtract } from './point.ts';
import { type Skeleton, subtreeOf } from './skeleton.ts';
import { INFLUENCE_COUNT, type Skin } from './skin.ts';

/** @param axis of length 1; the turn is counter-clockwise seen from its end */
export function bend(mesh: Mesh, skeleton: Skeleton, skin: Skin, name: string, axis: Point, degrees: number): Mesh {
  const joint = skeleton.findIndex(candidate => candidate.name === name);
  if (joint === -1) throw new Error(`no joint ${name}`);
  const centre = skeleton[joint]!.position;
  const moved = subtreeOf(skeleton, joint);
  const positions = mesh.positions.slice();
  for (let vertex = 0; 3 * vertex < positions.length; vertex += 1) {
    const influences = Array.from({ length: INFLUENCE_COUNT }, (_, i) => INFLUENCE_COUNT * vertex + i);
    const share = influences.reduce((sum, i) => sum + (moved.has(skin.joints[i]!) ? skin.weights[i]! : 0), 0);
    const point = pointAt(positions, vertex);
    const turned = add(centre, turn(subtract(point, centre), axis, (degrees * Math.PI) / 180));
    positions.set(add(scale(turned, share), scale(point, 1 - share)), 3 * vertex);
  }
  return { positions, indices: mesh.indices };
}

/** Rodrigues' formula. */
function turn(v: Point, axis: Point, radians: number): Point {
  const cross: Point = [
    axis[1] * v[2] - axis[2] * v[1],
    axis[2] * v[0] - axis[0] * v[2],
    axis[0] * v[1] - axis[1] * v[0],
  ];
  const along = scale(axis, dot(axis, v) * (1 - Math.cos(radians)));
  return add(add(scale(v, Math.cos(radians)), scale(cross, Math.sin(radians))), along);
}
