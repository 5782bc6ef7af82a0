/** A page in a real browser (Chromium from apt, driven by Playwright), with everything that it did and should not have. */
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { requireAptTool } from '../apt/require-apt-tool.ts';

export const CHROMIUM = Object.freeze({ command: 'chromium', package: 'chromium' });

export type OpenedPage = {
  readonly page: Page;
  /** What it printed, threw or asked for, apart from what is its own. */
  readonly troubles: readonly string[];
};

export type PageAddress = {
  readonly url: string;
  /** What it may ask for. */
  readonly isOwn: (url: string) => boolean;
  /** For Chromium. */
  readonly flags?: readonly string[];
};

/** A file, which may ask for nothing else. As openAddress. */
export function openPage<Result>(
  file: string,
  options: BrowserContextOptions,
  use: (opened: OpenedPage) => Promise<Result>,
): Promise<Result> {
  const { href } = pathToFileURL(file);
  return openAddress({ url: href, isOwn: url => url === href }, options, use);
}

/**
 * Opens a page, hands it over and closes the browser, however that ends.
 *
 * @throws Error that names the command to type when Chromium is missing and cannot be installed from here
 */
export async function openAddress<Result>(
  { url, isOwn, flags = [] }: PageAddress,
  options: BrowserContextOptions,
  use: (opened: OpenedPage) => Promise<Result>,
): Promise<Result> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags(flags) });
  try {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('console', message => troubles.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', error => troubles.push(`error: ${error.message}`));
    page.on('request', request => isOwn(request.url()) || troubles.push(`request: ${request.url()}`));
    await page.goto(url);
    return await use({ page, troubles });
  } finally {
    await browser.close();
  }
}

/** Debian's command is a script, which Playwright starts like the program itself. */
export const chromiumPath = (): string => `/usr/bin/${requireAptTool(CHROMIUM)}`;

/** Root has no sandbox. */
export const chromiumFlags = (flags: readonly string[] = []): string[] => [
  ...flags,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** WebGL by SwiftShader, which Chromium does not take by itself any more. */
export const SOFTWARE_GL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];
