/** `npm run web:build`: the submitters' page into `web/dist`, as a deploy publishes it and `npm run api` serves it. */
import { build } from 'vite';
import { PAGE_FOLDER, PAGE_SOURCES } from './page-folder.ts';

/** In a second or two. Names of files carry a hash of what is in them; index.html does not. */
export async function buildPage(): Promise<void> {
  await build({
    root: PAGE_SOURCES,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: PAGE_FOLDER,
      emptyOutDir: true,
      target: 'es2024',
      // The viewer is far larger than what vite warns of, and fetched only when it is needed.
      chunkSizeWarningLimit: 2000,
    },
  });
}

if (import.meta.main) await buildPage();
