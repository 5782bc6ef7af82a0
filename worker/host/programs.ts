/** What a model host can do. */
import { infer } from './programs/infer.ts';
import { textToImage } from './programs/text-to-image.ts';

export const programs = { infer, 'text-to-image': textToImage } as const;
