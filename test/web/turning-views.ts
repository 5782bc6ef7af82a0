/** What stands on the viewer's canvas, twice, some moments apart. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** Row by row, r g b a. */
export type Pixels = Uint8Array;

const APART_MILLISECONDS = 600;
const LOOKS_MAX = 12;

export async function turningViews(page: Page): Promise<readonly [Pixels, Pixels]> {
  const first = await pixelsOf(page);
  await page.waitForTimeout(APART_MILLISECONDS);
  return [first, await pixelsOf(page)];
}

/** @returns whether it comes to rest: the viewer draws some frames more, and slowly where there is no GPU */
export async function comesToRest(page: Page): Promise<boolean> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const [before, after] = await turningViews(page);
    if (differingRatio(before, after) === 0) return true;
  }
  return false;
}

async function pixelsOf(page: Page): Promise<Pixels> {
  const url = await page.evaluate<string>("document.querySelector('model-viewer').toDataURL('image/png')");
  return sharp(Buffer.from(url.split(',')[1]!, 'base64'))
    .ensureAlpha()
    .raw()
    .toBuffer();
}

/** Of all pixels, those that are drawn in a colour and not in grey. */
export function colorfulRatio(pixels: Pixels): number {
  let count = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    const [r, g, b, a] = pixels.subarray(i, i + 4) as unknown as [number, number, number, number];
    if (a > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60) count += 1;
  }
  return (4 * count) / pixels.length;
}

/** Of all pixels, those that are plainly another colour. */
export function differingRatio(before: Pixels, after: Pixels): number {
  let count = 0;
  for (let i = 0; i < before.length; i += 4) {
    if ([0, 1, 2].some(channel => Math.abs(before[i + channel]! - after[i + channel]!) > 30)) count += 1;
  }
  return (4 * count) / before.length;
}
