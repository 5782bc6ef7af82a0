/**
 * Tables of the exponential ziggurat: 256 strips of equal area under exp(-x), so that a draw is one multiplication
 * 98.9 % of the time (Marsaglia and Tsang, "The Ziggurat Method for Generating Random Variables", Journal of
 * Statistical Software 5(8), 2000).
 */

const LAYER_COUNT = 256;
/** A draw spends 8 of its 32 bits on the strip and 24 on the place in it. */
const STEP_COUNT = 2 ** 24;
/** Right end of the base strip, and the area of each strip, from the paper. */
export const EXPONENTIAL_TAIL = 7.69711747013105;
const STRIP_AREA = 0.003949659822581557;

/**
 * Per strip: seconds (of mean 1) per step, the step below which the point surely lies under the curve, and exp(-x) at
 * its right edge.
 */
export const exponentialWidth: Float64Array = new Float64Array(LAYER_COUNT);
export const exponentialEdge: Int32Array = new Int32Array(LAYER_COUNT);
export const exponentialHeight: Float64Array = new Float64Array(LAYER_COUNT);

/** Fills the strips from the widest (255) to the top (1); strip 0 is the base with the tail. */
function fillTables(): void {
  const baseWidth = STRIP_AREA / Math.exp(-EXPONENTIAL_TAIL);
  exponentialWidth[0] = baseWidth / STEP_COUNT;
  exponentialEdge[0] = Math.floor((EXPONENTIAL_TAIL / baseWidth) * STEP_COUNT);
  exponentialHeight[0] = 1;
  let right = EXPONENTIAL_TAIL;
  exponentialWidth[LAYER_COUNT - 1] = right / STEP_COUNT;
  exponentialHeight[LAYER_COUNT - 1] = Math.exp(-right);
  for (let layer = LAYER_COUNT - 2; layer >= 1; layer -= 1) {
    const inner = -Math.log(STRIP_AREA / right + Math.exp(-right));
    exponentialEdge[layer + 1] = Math.floor((inner / right) * STEP_COUNT);
    exponentialWidth[layer] = inner / STEP_COUNT;
    exponentialHeight[layer] = Math.exp(-inner);
    right = inner;
  }
  exponentialEdge[1] = 0;
}

fillTables();
