/** What a model host can do. */
import { infer } from './programs/infer.ts';

export const programs = { infer } as const;
