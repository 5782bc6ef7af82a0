/**
 * Makes the README's pictures again, of a character, of the page and of the HTML report: `npm run pictures`. They are of the commands quoted
 * there; letters may differ by a pixel with the machine's fonts, so no test compares them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCharacterPicture } from './make-character-picture.ts';
import { makePagePictures } from './make-page-pictures.ts';
import { openPage } from './open-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const THRESHOLDS = ['cost_usd_per_character<0.014', 'p95(turnaround_seconds)<11400', 'max(jobs_dead_lettered)<=0'];
const SHOTS = [
  { name: 'report-wide-light', colorScheme: 'light', width: 1280, height: 1240 },
  { name: 'report-wide-dark', colorScheme: 'dark', width: 1280, height: 1240 },
  { name: 'report-narrow-light', colorScheme: 'light', width: 390, height: 1240 },
  { name: 'report-narrow-dark', colorScheme: 'dark', width: 390, height: 1240 },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'asset-hub-pictures-'));
try {
  const file = join(folder, 'report.html');
  const flags = THRESHOLDS.flatMap(threshold => ['--threshold', threshold]);
  const command = ['cli/asset-sim.js', 'run', '--users', '10000', '--output', `html=${file}`, ...flags];
  execFileSync(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const { name, colorScheme, width, height } of SHOTS) {
    await openPage(file, { colorScheme, viewport: { width, height } }, async ({ page }) => {
      await page.screenshot({ path: join(ROOT, 'docs/pictures', `${name}.png`) });
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

await makeCharacterPicture();
await makePagePictures();
// The emulator has no reason to end by itself.
process.exit(0);
