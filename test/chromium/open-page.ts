/** A file in a real browser (Chromium from apt, driven by Playwright), with everything that it did and should not have. */
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { requireAptTool } from '../apt/require-apt-tool.ts';

export const CHROMIUM = Object.freeze({ command: 'chromium', package: 'chromium' });

export type OpenedPage = {
  readonly page: Page;
  /** What it printed, threw or asked for, apart from the file itself. */
  readonly troubles: readonly string[];
};

/**
 * Opens a file, hands it over and closes the browser, however that ends.
 *
 * @throws Error that names the command to type when Chromium is missing and cannot be installed from here
 */
export async function openPage<Result>(
  file: string,
  options: BrowserContextOptions,
  use: (opened: OpenedPage) => Promise<Result>,
): Promise<Result> {
  const address = pathToFileURL(file).href;
  // Debian's command is a script, which Playwright starts like the program itself. Root has no sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: chromiumPath(), args });
  try {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('console', message => troubles.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', error => troubles.push(`error: ${error.message}`));
    page.on('request', request => request.url() !== address && troubles.push(`request: ${request.url()}`));
    await page.goto(address);
    return await use({ page, troubles });
  } finally {
    await browser.close();
  }
}

const chromiumPath = (): string => `/usr/bin/${requireAptTool(CHROMIUM)}`;
