/** What a model host can do. */
import { findFigure } from './programs/find-figure.ts';
import { imageToSurface } from './programs/image-to-surface.ts';
import { infer } from './programs/infer.ts';
import { surfaceColors } from './programs/surface-colors.ts';
import { textToImage } from './programs/text-to-image.ts';

export const programs = { findFigure, imageToSurface, infer, surfaceColors, textToImage } as const;
