import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { METRIC_NAMES, METRICS } from './metric-names.ts';
import { NUMBER_STATISTICS, parseSubject, STATISTICS, subjectProblem, subjectText } from './parse-subject.ts';

/** A problem as `column message | hint`. */
function complaint(text: string): string {
  const parsed = parseSubject(text);
  return parsed.kind === 'problem' ? `${parsed.column} ${parsed.message} | ${parsed.hint}` : 'none';
}

const written = fc
  .constantFrom(...METRIC_NAMES)
  .chain(metric =>
    fc.tuple(
      fc.constant(metric),
      fc.constantFrom(...(METRICS[metric].isDistribution ? STATISTICS : NUMBER_STATISTICS)),
    ),
  )
  .map(([metric, statistic]) => ({ metric, statistic, labels: {} }));

check('parseSubject', {
  'reads statistic, metric and label, with space around each': () =>
    assert.equal(parseSubject(' p95 ( queue_wait_seconds { queue = generation } ) '), {
      kind: 'subject',
      subject: { statistic: 'p95', metric: 'queue_wait_seconds', labels: { queue: 'generation' } },
    }),
  'takes the mean where none is named': () =>
    assert.equal(parseSubject('cost_usd_total'), {
      kind: 'subject',
      subject: { statistic: 'mean', metric: 'cost_usd_total', labels: {} },
    }),
  'reads what subjectText writes': () =>
    fc.assert(
      fc.property(written, subject => assert.equal(parseSubject(subjectText(subject)), { kind: 'subject', subject })),
    ),
  'points at what it does not know': () => {
    assert.match(complaint('p96(turnaround_seconds)'), /^1 p96 is not a statistic \| did you mean p9/);
    assert.match(complaint('p95(turnaround)'), /^5 turnaround is not a metric \| /);
    assert.match(complaint('p95(cost_usd_total)'), /^1 cost_usd_total has no p95 \| .*its mean or its max/);
    assert.match(
      complaint('turnaround_seconds{queue=a}'),
      /^20 queue is not a label of turnaround_seconds \| .*remove the braces/,
    );
    assert.match(complaint('instances_peak{market=spto}'), /^23 spto is not a value of market \| did you mean spot\?/);
    assert.match(complaint('instances_peak{market}'), /^16 is not label=value \(saw 'market'\)/);
  },
});

check('subjectText', {
  'leaves out the mean and empty braces': () => {
    assert.is(subjectText({ statistic: 'mean', metric: 'cost_usd_total', labels: {} }), 'cost_usd_total');
    assert.is(
      subjectText({ statistic: 'p95', metric: 'queue_wait_seconds', labels: { queue: 'a' } }),
      'p95(queue_wait_seconds{queue=a})',
    );
  },
});

check('subjectProblem', {
  'is a queue that the plan has not': () => {
    assert.equal(subjectProblem({ labels: { queue: 'rigging' } }, ['generation', 'rigging']), undefined);
    assert.equal(subjectProblem({ labels: {} }, []), undefined);
    assert.equal(subjectProblem({ labels: { queue: 'riging' } }, ['generation', 'rigging']), {
      message: 'must name a queue of this plan (saw riging)',
      hint: 'did you mean rigging?',
    });
  },
});
