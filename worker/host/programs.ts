/** What a model host can do. */
import { findFigure } from './programs/find-figure.ts';
import { infer } from './programs/infer.ts';
import { textToImage } from './programs/text-to-image.ts';

export const programs = { 'find-figure': findFigure, infer, 'text-to-image': textToImage } as const;
