import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { openPage } from '../../../test/chromium/open-page.ts';
import { check, golden, near } from '../../../test/kit/check.ts';
import { scaleOf } from './axis.ts';
import { PALETTE } from './palette.ts';
import { textWidth } from './picture.ts';
import { placeLabels } from './place-labels.ts';
import { plotPoints } from './plot-points.ts';
import * as pictures from './plots.test-data.ts';
import { type PlotUnit, tickText } from './tick-steps.ts';

const PICTURES = Object.entries(pictures);
const UNITS: readonly PlotUnit[] = ['USD', 'seconds', 'ratio', 'count', 'number'];
const AXIS = { title: 'wait', unit: 'seconds' } as const;
const textsOf = (axis: Parameters<typeof scaleOf>[0], values: readonly number[], countMax?: number) =>
  scaleOf(axis, values, [0, 100], countMax).ticks.map(({ text }) => text);
const number = fc.integer({ min: -1e9, max: 1e9 }).map(value => value / 1000);

/** All pictures on one page of a real browser. */
async function inChromium<Result>(colorScheme: 'light' | 'dark', look: (page: import('playwright-core').Page) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'plots-'));
  try {
    const file = join(folder, 'page.html');
    writeFileSync(file, `<!doctype html><meta charset="utf-8"><body>${PICTURES.map(([, svg]) => svg).join('')}</body>`);
    return await openPage(file, { colorScheme, viewport: { width: 800, height: 600 } }, ({ page }) => look(page));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

check('an axis', {
  'counts as people count what it shows': () => {
    assert.equal(textsOf(AXIS, [100, 9000]), ['0', '30 min', '1 h', '1 h 30 min', '2 h', '2 h 30 min']);
    assert.equal(textsOf({ title: '', unit: 'USD' }, [0.0123, 0.0171]), ['$0.012', '$0.013', '$0.014', '$0.015', '$0.016', '$0.017', '$0.018']);
    assert.equal(textsOf({ title: '', unit: 'ratio' }, [-0.17, 0.34]), ['-20 %', '-10 %', '0 %', '10 %', '20 %', '30 %', '40 %']);
    assert.equal(textsOf({ title: '', unit: 'count' }, [0, 2], 6), ['0', '1', '2']);
    assert.equal(textsOf({ title: '', unit: 'number' }, [0, 12_000], 4), ['0', '5,000', '10,000', '15,000']);
  },
  'of times reads in their units on a logarithm, too': () =>
    assert.equal(textsOf({ ...AXIS, scale: 'log' }, [0.5, 7200]), ['1 s', '10 s', '60 s', '10 min', '1 h']),
  'of a narrow logarithm has ticks in equal steps': () =>
    assert.equal(textsOf({ title: '', unit: 'number', scale: 'log' }, [110, 190], 6), ['120', '140', '160', '180']),
  'of a logarithm refuses 0': () => assert.throws(() => textsOf({ ...AXIS, scale: 'log' }, [0, 1]), /above 0 \(saw 0\)/),
  'without a value is a defect': () => assert.throws(() => textsOf(AXIS, [Number.NaN]), /needs a value/),
  'keeps every value between its ends, in order, and says no tick twice': () =>
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 5 }), fc.constantFrom(...UNITS), (values, unit) => {
        const { at, ticks } = scaleOf({ title: '', unit }, values, [0, 100]);
        const sorted = values.toSorted((a, b) => a - b).map(at);
        assert.ok(sorted.every((place, index) => place >= -1e-6 && place <= 100 + 1e-6 && place >= (sorted[index - 1] ?? 0) - 1e-9));
        assert.is(new Set(ticks.map(({ value }) => value)).size, ticks.length);
        assert.ok(ticks.length <= 9 && ticks.length >= 2, String(ticks.length));
      }),
    ),
  'is linear in the logarithm': () => {
    const { at } = scaleOf({ title: '', unit: 'number', scale: 'log' }, [1, 1000], [0, 300]);
    near(at(10) - at(1), at(1000) - at(100), 1e-9);
  },
  'groups thousands, not decimals': () => assert.is(tickText(12_345.6789, 0.0001, 'number'), '12,345.6789'),
});

check('labels', {
  'cover neither a point nor each other, and are left out where there is no room': () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), fc.nat(100)), { maxLength: 12 }), spots => {
        const places = spots.map(([left, top]) => ({ left, top, label: 'label' }));
        const area = { left: 0, right: 200, top: 0, bottom: 100 };
        const width = textWidth('label');
        const boxes = placeLabels(places, area).map(({ left, top, anchor }) => {
          const from = anchor === 'start' ? left : anchor === 'end' ? left - width : left - width / 2;
          return { from, to: from + width, top: top - 12, bottom: top + 3 };
        });
        assert.ok(boxes.every(box => box.from >= 0 && box.to <= 200 && box.top >= 0 && box.bottom <= 100));
        const apart = (a: (typeof boxes)[0], b: (typeof boxes)[0]) => a.to <= b.from || b.to <= a.from || a.bottom <= b.top || b.bottom <= a.top;
        assert.ok(boxes.every((box, index) => boxes.slice(index + 1).every(other => apart(box, other))));
      }),
    ),
  'stand beside a point that is alone': () =>
    assert.is(placeLabels([{ left: 50, top: 50, label: 'x' }], { left: 0, right: 200, top: 0, bottom: 100 }).length, 1),
});

check('a picture', {
  'escapes what stands in it': () => assert.match(pictures.POINTS, /a &lt;b&gt; &amp; &quot;c&quot;/),
  'says itself to those who do not see it': () =>
    assert.ok(PICTURES.every(([, svg]) => /^<svg [^>]*role="img">\n<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>/.test(svg))),
  'passes over what was not observed': () => assert.not.match(pictures.POINTS, /not seen|NaN|Infinity/),
  'has the colours of the HTML report': () => {
    const css = readFileSync(new URL('../html/page.css', import.meta.url), 'utf8');
    const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
    for (const [name, { light: onWhite, dark: onBlack }] of Object.entries(PALETTE)) {
      const variable = name === 'paper' ? '--raised' : `--${name}`;
      assert.ok(light.includes(`${variable}: ${onWhite};`) && dark.includes(`${variable}: ${onBlack};`), name);
    }
  },
  'needs a point': () =>
    assert.throws(() => plotPoints({ title: '', description: '', x: AXIS, y: AXIS, series: [] }), /needs a value/),
  'keeps all its text inside, in a browser': async () => {
    const outside = await inChromium('light', page =>
      page.evaluate(() =>
        [...document.querySelectorAll('svg text')].flatMap(text => {
          const [box, frame] = [text.getBoundingClientRect(), text.closest('svg')!.getBoundingClientRect()];
          const isInside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
          return isInside ? [] : [text.textContent];
        }),
      ),
    );
    assert.equal(outside, []);
  },
  'turns dark where the reader likes it': async () => {
    const colors = await inChromium('dark', page =>
      page.evaluate(() => [...document.querySelectorAll('svg rect.paper')].map(paper => getComputedStyle(paper).color)),
    );
    assert.equal([...new Set(colors)], ['rgb(27, 31, 37)']);
  },
  'has the same bytes every time': () => golden(new URL('./golden/tornado.svg', import.meta.url), pictures.TORNADO),
});
