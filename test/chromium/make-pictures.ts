/**
 * Makes the README's pictures again: `npm run pictures`, or one kind of them, `npm run pictures -- report`. They are of the commands quoted
 * there; letters may differ by a pixel with the machine's fonts, so no test compares them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stackPlan } from '../kit/stack-plan.ts';
import { makeCharacterPicture } from './make-character-picture.ts';
import { makePagePictures } from './make-page-pictures.ts';
import { openPage } from './open-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const SHOTS = [
  { name: 'report-wide-light', colorScheme: 'light', width: 1280, height: 1240 },
  { name: 'report-wide-dark', colorScheme: 'dark', width: 1280, height: 1240 },
  { name: 'report-narrow-light', colorScheme: 'light', width: 390, height: 1240 },
  { name: 'report-narrow-dark', colorScheme: 'dark', width: 390, height: 1240 },
] as const;

async function makeReportPictures(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-pictures-'));
  try {
    const file = join(folder, 'report.html');
    const flags = stackPlan('prod').gate.thresholds.flatMap(threshold => ['--threshold', threshold]);
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
}

const KINDS = { report: makeReportPictures, character: makeCharacterPicture, page: makePagePictures };
for (const [kind, make] of Object.entries(KINDS)) {
  if (process.argv.length < 3 || process.argv.includes(kind)) await make();
}
// The emulator has no reason to end by itself.
process.exit(0);
