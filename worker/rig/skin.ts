/** Which joints move a vertex, and how much. Invariant: at most four, largest first, and their weights sum to 1. */

/** As many as glTF has in one attribute, and game engines take. */
export const INFLUENCE_COUNT = 4;
/** What moves a vertex by less than this is not seen, and costs an engine as much as what is. */
const WEIGHT_MIN = 0.01;

export type Skin = {
  /** Four per vertex, by their places in the skeleton; 0 where the weight is 0. */
  readonly joints: Uint16Array;
  /** Four per vertex, 0..1. */
  readonly weights: Float32Array;
};

/**
 * The four largest of each vertex, scaled to sum to 1.
 *
 * @param all `jointCount` of each vertex, 0 or more, in any unit
 * @throws Error for a vertex that nothing moves
 * @example strongestFour(Float32Array.of(3, 0, 1), 3)   // joints [0, 2, 0, 0], weights [0.75, 0.25, 0, 0]
 */
export function strongestFour(all: Float32Array, jointCount: number): Skin {
  const vertexCount = all.length / jointCount;
  const joints = new Uint16Array(INFLUENCE_COUNT * vertexCount);
  const weights = new Float32Array(INFLUENCE_COUNT * vertexCount);
  for (let vertex = 0; vertex < vertexCount; vertex += 1) {
    const own = all.subarray(jointCount * vertex, jointCount * (vertex + 1));
    const least = WEIGHT_MIN * own.reduce((sum, weight) => sum + weight, 0);
    const kept = Array.from(own, (weight, joint) => ({ weight, joint }))
      .filter(({ weight }) => weight > 0 && weight >= least)
      .sort((a, b) => b.weight - a.weight || a.joint - b.joint)
      .slice(0, INFLUENCE_COUNT);
    const sum = kept.reduce((total, { weight }) => total + weight, 0);
    if (!(sum > 0)) throw new Error(`vertex ${vertex} is moved by no joint`);
    kept.forEach(({ weight, joint }, i) => {
      joints[INFLUENCE_COUNT * vertex + i] = joint;
      weights[INFLUENCE_COUNT * vertex + i] = weight / sum;
    });
  }
  return { joints, weights };
}
