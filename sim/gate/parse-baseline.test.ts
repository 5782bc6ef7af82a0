import * as assert from 'uvu/assert';
import { HubError } from '../../hub/errors.ts';
import { check } from '../../test/kit/check.ts';
import { REPORT } from '../report/study.test-data.ts';
import { studyJson } from '../report/study-json.ts';
import { parseBaseline, requireComparable } from './parse-baseline.ts';

const JSON_OBJECT = JSON.parse(JSON.stringify(studyJson(REPORT))) as Record<string, unknown>;
const baseline = (changes: Record<string, unknown> = {}) =>
  parseBaseline(JSON.stringify({ ...JSON_OBJECT, ...changes }), 'base.json');

/** The one error, as `code message | hint`. */
function complaint(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof HubError) return `${error.code} ${error.message} | ${error.hint}`;
    throw error;
  }
  return 'none';
}
const ANEW = 'make it anew: asset-sim gate --json > FILE, with the same scenario and seed';

check('parseBaseline', {
  'reads back what a study wrote': () =>
    assert.equal(baseline(), {
      name: 'base.json',
      stack: 'prod',
      toolVersion: '1.2.3',
      scenarioSha256: 'cd'.repeat(32),
      seed: 7,
      replications: 10,
      values: { cost_usd_per_character: { mean: [0.0092, 0.0108] } },
      settings: { region: 'us-east-1', 'fleets.generation.burst.maxCount': 100 },
    }),
  'keeps holes and every statistic': () => {
    const values = { turnaround_seconds: { mean: [1, null], p50: [1, 2], p90: [1], p95: [2], p99: [3], max: [4] } };
    assert.equal(baseline({ values }).values, values);
  },
  'refuses what is not JSON': () =>
    assert.match(
      complaint(() => parseBaseline('{', 'base.json')),
      /^BASELINE_INVALID baseline base\.json is not JSON: .* \| make it anew/,
    ),
  'refuses JSON of something else': () => {
    for (const text of ['{}', '3', 'null', '[]', '{"schema_version":"1"}']) {
      assert.is(
        complaint(() => parseBaseline(text, 'base.json')),
        `BASELINE_INVALID baseline base.json is no result of asset-sim: it has no schema_version | ${ANEW}`,
      );
    }
  },
  'refuses another schema before it looks at the rest': () =>
    assert.is(
      complaint(() => parseBaseline('{"schema_version":2}', 'base.json')),
      `BASELINE_INVALID baseline base.json must have schema_version 1 (saw 2) | ${ANEW}`,
    ),
  'names the first part that is missing or wrong': () => {
    const said = (changes: Record<string, unknown>) => complaint(() => baseline(changes));
    for (const key of ['tool_version', 'stack', 'scenario_sha256', 'seed', 'replications', 'values', 'settings']) {
      assert.match(
        said({ [key]: undefined }),
        new RegExp(`^BASELINE_INVALID baseline base.json is no whole result: ${key} `),
      );
    }
    assert.match(said({ replications: 0 }), /no whole result: replications /);
    assert.match(said({ values: { cost_usd_total: {} } }), /no whole result: values\.cost_usd_total\.mean /);
    assert.match(said({ values: { cost_usd_total: { mean: ['1'] } } }), /values\.cost_usd_total\.mean\.0 /);
    assert.match(said({ values: { cost_usd_total: { mean: [1], p42: [1] } } }), /values\.cost_usd_total /);
  },
  'does not mind keys that came later': () => assert.is(baseline({ something_new: 1 }).seed, 7),
});

check('requireComparable', {
  'wants the same scenario': () =>
    assert.is(
      complaint(() => requireComparable({ ...baseline(), scenarioSha256: 'x' }, { ...baseline(), name: 'stack prod' })),
      'BASELINE_INVALID base.json was played with another scenario than stack prod | give both the same --scenario and --users',
    ),
  'wants the same seed': () =>
    assert.is(
      complaint(() => requireComparable(baseline(), { ...baseline(), name: 'stack prod', seed: 8 })),
      'BASELINE_INVALID base.json was played with another seed than stack prod (saw 7 and 8) | run with --seed 7',
    ),
  'is content with both': () =>
    assert.is(
      complaint(() => requireComparable(baseline(), baseline())),
      'none',
    ),
});
