/** What the skin network is told of each vertex: its nearest bones inside the body (Xu et al. 2020, section 4.3). */
import { pointAt } from '../point.ts';
import { bonesOf, type Skeleton } from '../skeleton.ts';
import type { VoxelBody } from '../voxel-body.ts';
import { boneDistances } from '../voxel-skin.ts';

/** Bones that a vertex is told of, the nearest first. */
export const BONE_COUNT = 5;
/** Of each bone: where it begins and ends, 1 over its distance, and 1 when no bone follows it. */
export const BONE_FEATURE_COUNT = 8;

export type SkinFeatures = {
  /** `BONE_COUNT` times `BONE_FEATURE_COUNT` of each vertex; zeros where there are not so many bones. */
  readonly features: Float32Array;
  /** The joint of each of these bones, by its place in the skeleton; -1 where there is none. */
  readonly joints: Int32Array;
};

/** @param body of the mesh with these positions */
export function skinFeatures(positions: Float32Array, skeleton: Skeleton, body: VoxelBody): SkinFeatures {
  const bones = bonesOf(skeleton);
  const isLeaf = (joint: number) => !skeleton.some(({ parent }) => parent === joint);
  const vertexCount = positions.length / 3;
  const points = Array.from({ length: vertexCount }, (_, vertex) => pointAt(positions, vertex));
  const distances = boneDistances(
    points,
    bones.map(bone => [bone]),
    body,
  );
  const features = new Float32Array(vertexCount * BONE_COUNT * BONE_FEATURE_COUNT);
  const joints = new Int32Array(vertexCount * BONE_COUNT).fill(-1);
  for (let vertex = 0; vertex < vertexCount; vertex += 1) {
    const own = distances.subarray(bones.length * vertex, bones.length * (vertex + 1));
    // Of equals the one farther out: a bone without length is as near as the one that ends there.
    const nearest = [...own.keys()].sort((a, b) => own[a]! - own[b]! || b - a).slice(0, BONE_COUNT);
    nearest.forEach((bone, i) => {
      const { joint, from, to } = bones[bone]!;
      const place = BONE_COUNT * vertex + i;
      joints[place] = joint;
      features.set([...from, ...to, 1 / own[bone]!, isLeaf(joint) ? 1 : 0], BONE_FEATURE_COUNT * place);
    });
  }
  return { features, joints };
}
