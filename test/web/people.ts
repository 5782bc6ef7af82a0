/** People before the page, each with a browser of their own (a context of Chromium, driven by Playwright). */
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumFlags, chromiumPath, SOFTWARE_GL } from '../chromium/open-page.ts';

export type Person = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page printed, threw, or asked of anyone else. */
  readonly troubles: readonly string[];
  /** Every place in the queue that was on screen, in order. */
  readonly positions: () => Promise<readonly number[]>;
};

export type People = {
  readonly arrive: (options?: BrowserContextOptions) => Promise<Person>;
  readonly leave: () => Promise<void>;
};

const STEP_MILLISECONDS_MAX = 90_000;

/** Kept by the page for as long as the tab, whatever is loaded in it. */
const WATCH_POSITIONS = `{
  const seen = () => JSON.parse(sessionStorage.getItem('positions') ?? '[]');
  new MutationObserver(() => {
    const text = document.querySelector('.headline')?.textContent ?? '';
    const position = Number(/^Position in queue: (\\d+)$/.exec(text)?.[1]);
    if (position > 0 && seen().at(-1) !== position) sessionStorage.setItem('positions', JSON.stringify([...seen(), position]));
  }).observe(document, { subtree: true, childList: true, characterData: true });
}`;

/** @param url of the page */
export async function meetPeople(url: string): Promise<People> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags(SOFTWARE_GL) });
  const isOwn = (asked: string) => [url, `blob:${url}`, 'data:'].some(start => asked.startsWith(start));
  return {
    arrive: async (options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
      // Playwright's own half a minute is short for a machine that many tests share.
      context.setDefaultTimeout(STEP_MILLISECONDS_MAX);
      await context.addInitScript(WATCH_POSITIONS);
      const page = await context.newPage();
      const troubles: string[] = [];
      // What Chromium remarks by itself, as of a field that had the focus already, is no trouble.
      page.on('console', message => {
        if (message.type() !== 'info') troubles.push(`console ${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', error => troubles.push(`error: ${error.message}`));
      page.on('request', request => isOwn(request.url()) || troubles.push(`request: ${request.url()}`));
      await page.goto(url);
      return {
        page,
        context,
        troubles,
        positions: () => page.evaluate("JSON.parse(sessionStorage.getItem('positions') ?? '[]')"),
      };
    },
    leave: () => browser.close(),
  };
}

const LOOK_MILLISECONDS = 400;
const WAIT = { timeout: 150_000 };

/** As somebody does who comes back to the window again and again: what waits for its time is asked for now. */
export async function watchFor({ page }: Person, selector: string): Promise<void> {
  const awaited = page.locator(selector).first().waitFor(WAIT);
  let isOver = false;
  const watching = awaited.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await Promise.race([watching, page.waitForTimeout(LOOK_MILLISECONDS)]);
  }
  await watching;
}
