import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { METRIC_NAMES, METRICS } from './metric-names.ts';
import { NUMBER_STATISTICS, STATISTICS } from './parse-subject.ts';
import { OPERATORS, parseThreshold } from './parse-threshold.ts';

const isIn = (all: readonly string[], word: string) => all.includes(word);

/** A threshold that can be read, without its text. */
function read(text: string): unknown {
  const parsed = parseThreshold(text);
  if (parsed.kind === 'problem') throw new Error(`${parsed.column}: ${parsed.message}`);
  const { text: _, ...rest } = parsed.threshold;
  return rest;
}

/** A problem as `column message | hint`. */
function complaint(text: string): string {
  const parsed = parseThreshold(text);
  return parsed.kind === 'problem' ? `${parsed.column} ${parsed.message} | ${parsed.hint}` : 'none';
}

check('parseThreshold', {
  'reads a statistic of a metric with a label': () =>
    assert.equal(read('p95(queue_wait_seconds{queue=generation})<120'), {
      statistic: 'p95',
      metric: 'queue_wait_seconds',
      labels: { queue: 'generation' },
      operator: '<',
      limit: 120,
    }),
  'takes the mean where no statistic is named': () =>
    assert.equal(read('cost_usd_per_character < 0.012'), {
      statistic: 'mean',
      metric: 'cost_usd_per_character',
      labels: {},
      operator: '<',
      limit: 0.012,
    }),
  'does not mind spaces, and keeps the text without those around it': () => {
    assert.equal(
      read(' p95( queue_wait_seconds{ queue = generation } ) <= 1.2e2 '),
      read('p95(queue_wait_seconds{queue=generation})<=120'),
    );
    const parsed = parseThreshold('  utilization_ratio>0.5 ');
    assert.is(parsed.kind === 'threshold' && parsed.threshold.text, 'utilization_ratio>0.5');
  },
  'reads everything that can be written': () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...STATISTICS),
        fc.constantFrom(...METRIC_NAMES),
        fc.constantFrom(...OPERATORS),
        fc.double({ min: 0, max: 1e9, noNaN: true, noDefaultInfinity: true }),
        (wanted, metric, operator, limit) => {
          const statistic = METRICS[metric].isDistribution || isIn(NUMBER_STATISTICS, wanted) ? wanted : 'mean';
          assert.equal(read(`${statistic}(${metric})${operator}${limit}`), {
            statistic,
            metric,
            labels: {},
            operator,
            limit,
          });
        },
      ),
    ),
  'never throws': () => fc.assert(fc.property(fc.string(), text => assert.ok(parseThreshold(text).kind !== undefined))),
});

check('parseThreshold, given nonsense,', {
  'suggests the metric that was meant': () =>
    assert.is(
      complaint('p95(queue_wait_second)<120'),
      '5 queue_wait_second is not a metric | did you mean queue_wait_seconds?',
    ),
  'suggests the statistic that was meant': () =>
    assert.is(complaint('maen(turnaround_seconds)<1'), '1 maen is not a statistic | did you mean mean?'),
  'knows which metrics are one number per run': () =>
    assert.is(
      complaint('p95(cost_usd_total)<1'),
      '1 cost_usd_total has no p95 | cost_usd_total is one number per run: ask for its mean or its max',
    ),
  'names the labels a metric has': () => {
    assert.is(
      complaint('queue_wait_seconds{que=generation}<1'),
      '20 que is not a label of queue_wait_seconds | did you mean queue?',
    );
    assert.is(
      complaint('interruptions{market=spot}<1'),
      '15 market is not a label of interruptions | interruptions has no labels: remove the braces',
    );
  },
  'names the values a label has': () =>
    assert.is(
      complaint('max(instances_peak{market=sport})<=100'),
      '27 sport is not a value of market | did you mean spot?',
    ),
  'wants an operator and a number': () => {
    assert.match(complaint('cost_usd_total'), /^1 needs one of < <= > >= and a number after it \| write it as /);
    assert.match(complaint('cost_usd_total<cheap'), /^16 needs a number after < \(saw 'cheap'\)/);
    assert.match(complaint('cost_usd_total<'), /^16 needs a number after </);
    assert.match(complaint('cost_usd_total==5'), /^1 needs one of/);
    assert.match(complaint('cost_usd_total<=>5'), /^17 needs a number after <= \(saw '>5'\)/);
  },
  'refuses broken braces, calls and empty text': () => {
    for (const text of [
      '',
      '<5',
      'p95(turnaround_seconds<5',
      'turnaround_seconds{<5',
      'instances_peak{}<5',
      'p95()<5',
      'p(95)x<5',
    ]) {
      assert.is(parseThreshold(text).kind, 'problem', text);
    }
  },
  'refuses a label given twice': () =>
    assert.match(complaint('instances_peak{market=spot,market=spot}<5'), /^28 market stands twice/),
});

check('METRICS', {
  'have a name for each and units that the name ends in or implies': () => {
    for (const name of METRIC_NAMES) {
      const { unit } = METRICS[name];
      const implied = name.includes('_usd')
        ? 'USD'
        : name.endsWith('_seconds')
          ? 'seconds'
          : name.endsWith('_ratio')
            ? 'ratio'
            : 'count';
      assert.is(unit, implied, name);
    }
  },
});
