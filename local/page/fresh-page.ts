/** The page as its sources are: built again when they are newer, so that nobody who wants to see it has to know of a build. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_FOLDER, PAGE_SOURCES } from './page-folder.ts';

const CLIENT = join(PAGE_SOURCES, '../client');

/**
 * @param say one line, when it is built
 * @returns the folder of the built page
 */
export async function freshPage(say: (line: string) => void): Promise<string> {
  const built = join(PAGE_FOLDER, 'index.html');
  const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0;
  if (Math.max(newest(PAGE_SOURCES), newest(CLIENT)) > builtAt) {
    say('building the page ...');
    const { buildPage } = await import('./build-page.ts');
    await buildPage();
  }
  return PAGE_FOLDER;
}

/** When anything in the folder was last changed, milliseconds. */
function newest(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map(name => join(folder, name))
      .filter(path => !path.startsWith(PAGE_FOLDER))
      .map(path => statSync(path).mtimeMs),
  );
}
