/** The README's pictures of the submitters' page: a hub, a worker and people, as the tests have them, and what these see. */
import { join } from 'node:path';
import sharp from 'sharp';
import { startPageHub } from '../web/page-hub.ts';
import { meetPeople, type Person, watchFor } from '../web/people.ts';

const FOLDER = join(import.meta.dirname, '../../docs/pictures');
const PROMPT = 'a pirate captain in a red coat';
const WAIT = { timeout: 180_000 };
const PHONE = { viewport: { width: 390, height: 844 } };

/** Nothing turns, so that a picture is of one moment. */
const STILL = { reducedMotion: 'reduce' } as const;

/** In a minute. */
export async function makePagePictures(): Promise<void> {
  const hub = await startPageHub();
  const people = await meetPeople(hub.url);
  const ada = await people.arrive({ ...STILL, viewport: { width: 1180, height: 740 } });
  await take(ada, 'page-home-light');
  // 1. Others were there before her.
  for (const name of ['bob', 'eve']) {
    await hub.submit(name, { kind: 'image', prompt: 'a fox' });
    await hub.submit(name, { prompt: 'a crowd at a fair' });
  }
  await ada.page.locator('#prompt').fill(PROMPT);
  await ada.page.keyboard.press('Enter');
  await signInAs(ada, 'ada');
  await ada.page.getByText('Position in queue').first().waitFor(WAIT);
  await take(ada, 'page-waiting-light');
  // 2. In the making.
  const stopWorker = await hub.startWorker();
  await watchFor(ada, '.hero[data-kind="shape"][data-is-drawn]');
  await take(ada, 'page-running-light');
  // 3. Done, on a desk and on a phone at night; and one that failed.
  await watchFor(ada, '.hero[data-kind="character"][data-is-drawn]');
  await take(ada, 'page-done-light');
  const onPhone = await people.arrive({ ...STILL, ...PHONE, colorScheme: 'dark' });
  await onPhone.page.getByRole('button', { name: 'Sign in' }).first().click();
  await signInAs(onPhone, 'ada');
  await onPhone.page.getByRole('link', { name: PROMPT }).click();
  await onPhone.page.locator('.hero[data-kind="character"][data-is-drawn]').waitFor(WAIT);
  await take(onPhone, 'page-done-dark');
  await onPhone.page.getByRole('button', { name: 'Sign out' }).click();
  await onPhone.page.getByRole('button', { name: 'Sign in' }).first().click();
  await signInAs(onPhone, 'bob');
  await onPhone.page.getByRole('link', { name: 'a crowd at a fair' }).click();
  await onPhone.page.locator('.job[data-status="failed"]').waitFor(WAIT);
  await take(onPhone, 'page-failed-dark');
  await Promise.all([people.leave(), stopWorker()]);
}

async function signInAs({ page }: Person, name: string): Promise<void> {
  await page.locator('#subject:focus').fill(name);
  await page.keyboard.press('Enter');
}

async function take({ page }: Person, name: string): Promise<void> {
  await page.evaluate('document.activeElement?.blur()');
  // Bars glide and pictures appear; soon they have.
  await page.waitForTimeout(1000);
  await sharp(await page.screenshot({ timeout: WAIT.timeout }))
    .png({ palette: true, quality: 90 })
    .toFile(join(FOLDER, `${name}.png`));
}

if (import.meta.main) {
  await makePagePictures();
  process.exit(0);
}
