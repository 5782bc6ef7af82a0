import type { Program } from '../program.ts';
import type { Tensors } from '../tensor.ts';

export type InferRequest = {
  readonly model: string;
  readonly feeds: Tensors;
  /** Absent: those of the contract. */
  readonly outputs?: readonly string[] | undefined;
};

/** One run of one model. */
export const infer: Program<InferRequest, Tensors, never> = ({ model, feeds, outputs }, context) =>
  context.infer(model, feeds, outputs);
