/**
 * A first visit to the submitters' page by a phone on a slow line: how much is loaded before anything is shown in three
 * dimensions, and when the prompt can be typed into. The built page, with the headers of the deploy, in Chromium.
 *
 * The line is Lighthouse's for phones, which Chrome's tools called Fast 3G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms for a round
 * trip, and a processor four times slower (GoogleChrome/lighthouse, core/config/constants.js, mobileSlow4G, 2024 [M]). Chromium
 * delays each request by a round trip and not each packet, and a server on the loopback needs none to connect. So TCP and TLS 1.3,
 * two round trips before the first request, are added in a row of their own; looking up the name is in neither.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { servePage } from '../local/http/serve-page.ts';
import { freshPage } from '../local/page/fresh-page.ts';
import { chromiumFlags, chromiumPath } from '../test/chromium/open-page.ts';
import { type Benchmark, type Measurement, median } from './benchmark.ts';

const NAME = 'page-load';
const ROUND_TRIP_MILLISECONDS = 150;
const LINE = {
  offline: false,
  latency: ROUND_TRIP_MILLISECONDS,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};
const PROCESSOR_SLOWDOWN = 4;
const CONNECT_ROUND_TRIP_COUNT = 2;
const VISIT_COUNT = 5;

type Visit = { readonly byteCount: number; readonly requestCount: number; readonly milliseconds: number };

/** Notes the first frame in which the prompt is there; its listeners are before it is. */
const WATCH_PROMPT = `new MutationObserver((_, observer) => {
  if (document.querySelector('#prompt') === null) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.promptMilliseconds = performance.now(); }));
}).observe(document, { childList: true, subtree: true });`;

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 780 } });
  await context.addInitScript(WATCH_PROMPT);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: PROCESSOR_SLOWDOWN });
  let byteCount = 0;
  let requestCount = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    byteCount += encodedDataLength;
    requestCount += 1;
  });
  await page.goto(url);
  await page.waitForFunction('window.promptMilliseconds > 0');
  const milliseconds = await page.evaluate<number>('window.promptMilliseconds');
  await page.waitForLoadState('networkidle');
  await page.locator('#prompt').pressSequentially('fox');
  const isKept = await page.evaluate<boolean>(`sessionStorage.getItem('asset-hub.draft').includes('"prompt":"fox"')`);
  if (!isKept) throw new Error('what was typed into the prompt did not reach the page');
  await context.close();
  return { byteCount, requestCount, milliseconds };
}

export const pageLoad: Benchmark = {
  name: NAME,
  async run({ isQuick }): Promise<Measurement[]> {
    const folder = await freshPage(line => console.error(line));
    const server = createServer((request, response) => {
      if (!page(request, response)) response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const config = { apiUrl: '', issuer: `${url}/issuer`, clientId: 'page', scope: 'openid' };
    const page = servePage({ folder, baseUrl: url, config, connectOrigins: [] });
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags() });
    const visits: Visit[] = [];
    try {
      for (let count = 0; count < (isQuick ? 1 : VISIT_COUNT); count += 1) visits.push(await visit(browser, url));
    } finally {
      await browser.close();
      server.close();
      server.closeAllConnections();
    }
    const middle = (of: (visit: Visit) => number) => median(visits.map(of));
    const seconds = middle(({ milliseconds }) => milliseconds) / 1000;
    const connectSeconds = (CONNECT_ROUND_TRIP_COUNT * ROUND_TRIP_MILLISECONDS) / 1000;
    const row = (metric: string, value: number, unit: string) => ({ benchmark: NAME, metric, value, unit });
    return [
      row('first load, with headers', middle(({ byteCount }) => byteCount) / 1000, 'kB'),
      row(
        'requests',
        middle(({ requestCount }) => requestCount),
        '1',
      ),
      row('prompt can be typed into', seconds, 's'),
      row('with TCP and TLS before', seconds + connectSeconds, 's'),
    ];
  },
};
