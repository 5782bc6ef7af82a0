import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { changedSettings } from '../gate/changed-settings.ts';
import { compareValues } from '../gate/compare-values.ts';
import type { Side } from '../gate/parse-baseline.ts';
import { type CompareReport, compareBlocks, compareJson } from './compare-report.ts';
import { renderJson } from './render-json.ts';
import { renderText } from './render-text.ts';

const side = (name: string, costs: readonly (number | null)[], settings: Side['settings'] = {}): Side => ({
  name,
  stack: 'prod',
  toolVersion: '1.2.3',
  scenarioSha256: 'ab',
  seed: 7,
  replications: costs.length,
  values: {
    cost_usd_per_character: { mean: costs },
    'time_to_result_seconds{region=japan}': { mean: costs, p95: costs },
  },
  settings,
});
function reportOf(baseline: Side, candidate: Side): CompareReport {
  const values = Object.entries(candidate.settings).map(([path, value]) => ({ path, value, source: '' }));
  return {
    toolVersion: '1.2.3',
    baseline,
    candidate,
    comparisons: compareValues(baseline.values, candidate.values),
    changes: changedSettings(baseline.settings, values),
  };
}
const text = (baseline: Side, candidate: Side) => renderText(compareBlocks(reportOf(baseline, candidate)));

check('a comparison', {
  'says the price first, and whether it may be chance': () => {
    assert.match(
      text(side('a', [0.01, 0.011]), side('b', [0.012, 0.013])),
      /^b costs 19\.0 % more than a: \$0\.0105 ->/,
    );
    assert.match(
      text(side('a', [0.01, 0.011]), side('b', [0.009, 0.0119])),
      /^b costs 0\.48 % less than a, which may be/,
    );
    assert.match(text(side('a', [0.01, 0.01]), side('b', [0.01, 0.01])), /^b costs the same as a: \$0\.0100 ->/);
    assert.match(text(side('a', [null]), side('b', [0.01])), /^a and b: no price per character in both/);
  },
  'shows a person no regions, and a program all': () => {
    const report = reportOf(side('a', [0.01, 0.011]), side('b', [0.012, 0.013]));
    assert.not.match(renderText(compareBlocks(report)), /japan/);
    const { comparisons } = JSON.parse(renderJson(compareJson(report)));
    assert.equal(
      comparisons.map(({ metric, statistic }: { metric: string; statistic: string }) => `${statistic} ${metric}`),
      [
        'mean cost_usd_per_character',
        'mean time_to_result_seconds{region=japan}',
        'p95 time_to_result_seconds{region=japan}',
      ],
    );
  },
  'lists the settings that differ while they can be read': () => {
    const many = Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`s${index}`, index]));
    const to = (settings: Side['settings']) => text(side('a', [1, 1]), side('b', [1, 1], settings));
    assert.match(to({}), /\nno setting differs\n$/);
    assert.match(to({ x: [1, 2] }), /\nOne setting differs\n {2}setting {2}a {7}b\n {2}x {8}\(none\) {2}\[1, 2\]\n$/);
    assert.match(to(many), /\n41 settings differ; --json has them\n$/);
  },
});
