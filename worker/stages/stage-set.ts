/** All that a worker needs to serve stages. */
import type { ModelGroup } from '../host/model-group.ts';
import type { StageRegistry } from './stage.ts';

export type StageSet = {
  readonly registry: StageRegistry;
  /** Models that its stages run, loaded before the worker is ready. */
  readonly groups: readonly ModelGroup[];
  /** By a model's name. A result that was made with another version is another result. @throws Error for an unknown one */
  readonly modelVersion: (model: string) => string;
};
