import * as assert from 'uvu/assert';
import { type ParsedThreshold, parseThreshold } from '../../hub/gate/parse-threshold.ts';
import { check } from '../../test/kit/check.ts';
import { thresholdValue } from './threshold-value.ts';

const RESULT = {
  samples: {
    turnaround_seconds: { mean: 1, p50: 2, p90: 3, p95: 4, p99: 5, max: 6, ci95: null, replications: 1 },
    'queue_wait_seconds{queue=rigging}': {
      mean: 7,
      p50: 8,
      p90: 9,
      p95: 10,
      p99: 11,
      max: 12,
      ci95: null,
      replications: 1,
    },
    cold_start_wait_seconds: null,
  },
  scalars: {
    jobs_dead_lettered: { mean: 0.5, ci95: null, min: 0, max: 1, replications: 2 },
    cost_usd_per_character: null,
  },
};

function measured(text: string): number | null {
  const parsed: ParsedThreshold = parseThreshold(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return thresholdValue(RESULT, parsed.threshold);
}

check('thresholdValue', {
  'reads a statistic of a distribution': () => assert.is(measured('p95(turnaround_seconds)<1'), 4),
  'reads it under a label': () => assert.is(measured('max(queue_wait_seconds{queue=rigging})<1'), 12),
  'reads mean and maximum of a number': () => {
    assert.is(measured('jobs_dead_lettered<1'), 0.5);
    assert.is(measured('max(jobs_dead_lettered)<1'), 1);
  },
  'has nothing to say about what was not observed': () => {
    assert.is(measured('cold_start_wait_seconds<1'), null);
    assert.is(measured('cost_usd_per_character<1'), null);
    assert.is(measured('p95(queue_wait_seconds{queue=generation})<1'), null);
  },
  'knows no quantile of a number': () => assert.is(measured('p95(jobs_dead_lettered)<1'), null),
});
