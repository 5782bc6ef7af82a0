/**
 * A program runs inside the model host: one request, as many runs of models as it takes, one answer. A loop of thirty steps is
 * one program, so that what it carries from step to step does not cross between processes.
 *
 * A new program is a file in programs/ and a line in programs.ts.
 */
import type { ModelInfo } from './model-contract.ts';
import type { Tensors } from './tensor.ts';

export type ProgramContext<Step> = {
  /**
   * One run of a model. Inputs and outputs are held against its contract.
   *
   * @param outputs which to compute; absent: those of the contract
   * @throws HostError
   */
  readonly infer: (model: string, feeds: Tensors, outputs?: readonly string[]) => Promise<Tensors>;
  /** What the model says of itself: of several allowed types, the one it has. @throws HostError when it is not loaded */
  readonly infoOf: (model: string) => ModelInfo;
  /** Tells the worker how far it is. Small and plain. */
  readonly tell: (step: Step) => void;
};

export type Program<Request, Answer, Step> = (request: Request, context: ProgramContext<Step>) => Promise<Answer>;

/** Programs by name. Any program is one of these. */
export type Programs = Readonly<Record<string, Program<never, unknown, unknown>>>;

export type RequestOf<P extends Program<never, unknown, unknown>> = Parameters<P>[0];
export type AnswerOf<P extends Program<never, unknown, unknown>> = Awaited<ReturnType<P>>;
export type StepOf<P extends Program<never, unknown, unknown>> =
  Parameters<P>[1] extends ProgramContext<infer Step> ? Step : never;
