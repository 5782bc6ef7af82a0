/** From what the skin network says of each vertex and bone to weights of joints. */
import { BONE_COUNT } from './skin-features.ts';
import { neighboursOf, type SurfaceGraph } from './surface-graph.ts';

/** Weights of less than this part of a vertex's largest are left out ([M], see rignet-contract.ts). */
const WEIGHT_RATIO_MIN = 0.35;

/**
 * @param scores `BONE_COUNT` of each vertex: the larger, the more; of any size
 * @param joints as of skin-features.ts
 * @returns `jointCount` of each vertex, which sum to 1
 */
export function jointWeights(
  scores: Float32Array,
  joints: Int32Array,
  jointCount: number,
  graph: SurfaceGraph,
): Float32Array {
  const raw = new Float32Array(graph.vertexCount * jointCount);
  for (let vertex = 0; vertex < graph.vertexCount; vertex += 1) {
    const places = Array.from({ length: BONE_COUNT }, (_, i) => BONE_COUNT * vertex + i).filter(i => joints[i]! >= 0);
    const largest = Math.max(...places.map(place => scores[place]!));
    // Softmax without overflow; several bones may be of one joint.
    for (const place of places) raw[jointCount * vertex + joints[place]!]! += Math.exp(scores[place]! - largest);
    scaleToOne(raw.subarray(jointCount * vertex, jointCount * (vertex + 1)));
  }
  const smooth = withNeighbours(raw, jointCount, graph);
  for (let vertex = 0; vertex < graph.vertexCount; vertex += 1) {
    const own = smooth.subarray(jointCount * vertex, jointCount * (vertex + 1));
    const least = WEIGHT_RATIO_MIN * Math.max(...own);
    own.forEach((weight, joint) => {
      if (weight < least) own[joint] = 0;
    });
    scaleToOne(own);
  }
  return smooth;
}

/** The mean of each vertex and those that an edge joins to it. */
function withNeighbours(weights: Float32Array, jointCount: number, graph: SurfaceGraph): Float32Array {
  const smooth = weights.slice();
  for (let vertex = 0; vertex < graph.vertexCount; vertex += 1) {
    const around = neighboursOf(graph, vertex);
    for (let joint = 0; joint < jointCount; joint += 1) {
      const sum = around.reduce(
        (total, other) => total + weights[jointCount * other + joint]!,
        weights[jointCount * vertex + joint]!,
      );
      smooth[jointCount * vertex + joint] = sum / (around.length + 1);
    }
  }
  return smooth;
}

function scaleToOne(weights: Float32Array): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  weights.forEach((weight, i) => {
    weights[i] = weight / sum;
  });
}
