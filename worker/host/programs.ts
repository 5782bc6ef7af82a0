/** What a model host can do. */
import { imageToSurface } from './programs/image-to-surface.ts';
import { infer } from './programs/infer.ts';
import { surfaceColors } from './programs/surface-colors.ts';

export const programs = { infer, imageToSurface, surfaceColors } as const;
