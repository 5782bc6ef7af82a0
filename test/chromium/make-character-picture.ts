/** The README's picture of a character: made by the command that is quoted there, and seen from three sides in model-viewer. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { viewCharacter } from '../character/view-character.ts';

const ROOT = join(import.meta.dirname, '../..');
const DEGREES = [0, 35, 90];

/** Needs Blender, and a minute or two. */
export async function makeCharacterPicture(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-pictures-'));
  try {
    const glb = join(folder, 'knight.glb');
    const command = ['local/character.ts', 'a knight in red armour', '--out', glb];
    execFileSync(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    const { views } = await viewCharacter(readFileSync(glb), DEGREES);
    const { side } = views[0]!;
    await sharp({ create: { width: side * views.length, height: side, channels: 3, background: '#fff' } })
      .composite(views.map(({ png }, i) => ({ input: Buffer.from(png), left: i * side, top: 0 })))
      .png({ palette: true })
      .toFile(join(ROOT, 'docs/pictures/character.png'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
