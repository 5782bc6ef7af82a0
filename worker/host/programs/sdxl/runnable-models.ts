import type { ProgramContext } from '../../program.ts';

/** What the parts of a program need of the host. */
export type RunnableModels = Pick<ProgramContext<never>, 'infer' | 'infoOf'>;
