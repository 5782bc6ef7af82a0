import { join } from 'node:path';

export const PAGE_SOURCES = join(import.meta.dirname, '../../web');
/** Made by `npm run web:build`. */
export const PAGE_FOLDER = join(PAGE_SOURCES, 'dist');
