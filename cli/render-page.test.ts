/** The report of a day of 10,000 players, made by the command and opened in a browser as its reader would. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { openPage } from '../test/chromium/open-page.ts';
import { check } from '../test/kit/check.ts';

const NAME = '</script><img src="https://example.com/x" onerror="alert(1)">';
const DAY = `name: '${NAME}'
description: a day of 10,000 players
arrivals:
  - { kind: diurnal, days: 1, swingRatio: 0.8, regions: { us-east: 4000, europe: 4000, japan: 2000 } }
`;
const THRESHOLDS = ['cost_usd_per_character<0.03', 'p95(turnaround_seconds)<60', 'max(jobs_dead_lettered)<=0'];
const BYTES_MAX = 1_000_000;
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

const ROOT = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'asset-hub-page-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'day.yaml'), DAY);

/** @returns the page's file */
async function writeReport(name: string, threads: string): Promise<string> {
  const file = join(folder, name);
  const flags = [...THRESHOLDS.flatMap(each => ['--threshold', each]), '--threads', threads, '-n', '2'];
  const command = ['cli/asset-sim.js', 'run', '-f', join(folder, 'day.yaml'), '-o', `html=${file}`, ...flags];
  // One threshold is broken on purpose: the exit code is 99.
  await promisify(execFile)(process.execPath, command, { cwd: ROOT }).catch(({ code, stderr }) =>
    assert.is(code, 99, stderr),
  );
  return file;
}
const report = writeReport('a.html', '1');

/** What axe calls serious or critical: rule and element. */
async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  }>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const openAll = (page: Page) =>
  page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })");
const chartCount = (page: Page) => page.evaluate<number>("document.querySelectorAll('[data-chart] canvas').length");

/** Charts are drawn, nothing happened that should not, and nobody is shut out, whatever is open. */
const isSound = (colorScheme: 'light' | 'dark', viewport: typeof WIDE) => async () =>
  openPage(await report, { colorScheme, viewport }, async ({ page, troubles }) => {
    assert.is(await chartCount(page), 6);
    await openAll(page);
    const widthPixels = await page.evaluate<number>('document.documentElement.scrollWidth');
    assert.ok(widthPixels <= viewport.width, `the page is ${widthPixels} pixels wide`);
    // Rows are alike, and axe takes a minute for twenty thousand cells: the first ones of each table stand for all.
    await page.evaluate("document.querySelectorAll('tbody tr:nth-child(n + 8)').forEach(row => row.remove())");
    assert.equal(await barriers(page), []);
    assert.equal(troubles, []);
  });

check('the HTML report in Chromium', {
  'is below a megabyte': async () => {
    const { size } = statSync(await report);
    assert.ok(size < BYTES_MAX, `${size} bytes`);
  },
  'has the same bytes again, on more threads': async () =>
    assert.ok(readFileSync(await report).equals(readFileSync(await writeReport('b.html', '2')))),
  'is sound in light, wide': isSound('light', WIDE),
  'is sound in dark, wide': isSound('dark', WIDE),
  'is sound in light, narrow': isSound('light', NARROW),
  'is sound in dark, narrow': isSound('dark', NARROW),
  'shows a hostile name as it is written, and the verdict first': async () =>
    openPage(await report, {}, async ({ page }) => {
      assert.is(await page.locator('h1').textContent(), NAME);
      assert.is(await page.locator('img').count(), 0);
      assert.match((await page.locator('main > :first-child h2').textContent()) ?? '', /1 of 3 thresholds is broken/);
    }),
  'is whole without its script': async () =>
    openPage(await report, { javaScriptEnabled: false }, async ({ page, troubles }) => {
      assert.is(await page.locator('table').count(), await page.locator('caption').count());
      assert.ok((await page.locator('figure table').first().locator('tbody tr').count()) > 100);
      assert.equal(troubles, []);
    }),
  'refuses a script that is not its own': async () => {
    const file = join(folder, 'planted.html');
    const html = readFileSync(await report, 'utf8');
    writeFileSync(
      file,
      html.replace('</main>', '<script>document.title = "planted"</script><img src="http://127.0.0.1:9/x"></main>'),
    );
    await openPage(file, {}, async ({ page, troubles }) => {
      assert.not.match(await page.title(), /^planted/);
      assert.ok(
        troubles.some(trouble => /console error: .*Content Security Policy/.test(trouble)),
        troubles.join('\n'),
      );
    });
  },
});

/** Where the keyboard is. */
const focused = (page: Page) =>
  page.evaluate<string>(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
  );

check('the HTML report by keyboard', {
  'leads to every chart and every table, and opens them': async () =>
    openPage(await report, {}, async ({ page }) => {
      await page.keyboard.press('Tab');
      assert.is(await focused(page), 'To the verdict');
      const seen: string[] = [];
      for (let stop = 0; stop < 80; stop += 1) {
        await page.keyboard.press('Tab');
        const where = await focused(page);
        if (where === '' || where === seen[0]) break;
        seen.push(where);
        // Opens what can be opened, so that the next stop is inside.
        if (await page.evaluate("document.activeElement.tagName === 'SUMMARY'")) await page.keyboard.press('Enter');
      }
      const wanted = await page.evaluate<string[]>(
        "[...document.querySelectorAll('[role=slider], [role=region]')].map(each => each.getAttribute('aria-label'))",
      );
      assert.equal(
        wanted.filter(label => !seen.includes(label)),
        [],
      );
      assert.is(await page.locator('details:not([open])').count(), 0);
    }),
  'moves along a chart and says what stands there': async () =>
    openPage(await report, {}, async ({ page }) => {
      const chart = page.locator('[data-chart=backlog]');
      await chart.focus();
      await page.keyboard.press('End');
      const [now, last] = [await chart.getAttribute('aria-valuenow'), await chart.getAttribute('aria-valuemax')];
      assert.is(now, last);
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      assert.match((await chart.getAttribute('aria-valuetext')) ?? '', /^after .*: generation \d+, rigging \d+/);
      assert.match((await page.locator('figure').first().locator('[data-series="1"]').textContent()) ?? '', /^\d+$/);
    }),
});
