/** Where the main figure of a picture is, by U2-Net, ISNet or any other model that makes a mask of a picture. */
import { HostError } from '../host-error.ts';
import { floatsOf, inputOf } from '../model-tensors.ts';
import type { Program } from '../program.ts';

export type FindFigureRequest = {
  readonly model: string;
  /** As the model was taught: `[3, side, side]`, float32. */
  readonly planes: Float32Array;
  readonly side: number;
};

export type Mask = {
  /** Rows of `side`, 8 bits: 255 is the figure. */
  readonly opacities: Uint8ClampedArray<ArrayBuffer>;
  readonly side: number;
};

/** The names are those that the model has: its one input, and the first of its outputs. */
export const findFigure: Program<FindFigureRequest, Mask, never> = async ({ model, planes, side }, context) => {
  const info = context.infoOf(model);
  const [input, output] = [info.inputs[0]?.name, info.outputs[0]?.name];
  if (input === undefined || output === undefined) {
    throw new HostError('contract-mismatch', `${model}: makes no mask of a picture`);
  }
  const made = await context.infer(model, { [input]: inputOf(info, input, [1, 3, side, side], planes) }, [output]);
  const chances = floatsOf(made[output]!);
  if (chances.length !== side * side) {
    throw new HostError('contract-mismatch', `${model}: output ${output} must be a mask of ${side} x ${side}`);
  }
  return { opacities: Uint8ClampedArray.from(chances, chance => 255 * chance), side };
};
