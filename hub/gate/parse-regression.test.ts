import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { METRIC_NAMES, METRICS } from './metric-names.ts';
import { parseRegression, type Regression } from './parse-regression.ts';
import { subjectText } from './parse-subject.ts';

function read(text: string): readonly Regression[] {
  const parsed = parseRegression(text);
  if (parsed.kind === 'problem') throw new Error(`${parsed.column}: ${parsed.message}`);
  return parsed.regressions;
}
/** As `subject ratio floor`. */
const short = (text: string) =>
  read(text).map(({ subject, ratioMax, floor }) => `${subjectText(subject)} ${ratioMax} ${floor}`);

/** A problem as `column message | hint`. */
function complaint(text: string): string {
  const parsed = parseRegression(text);
  return parsed.kind === 'problem' ? `${parsed.column} ${parsed.message} | ${parsed.hint}` : 'none';
}

check('parseRegression', {
  'a bare percentage is about the price and the slowest twentieth': () => {
    assert.equal(short('2%'), ['cost_usd_per_character 0.02 0.0001', 'p95(turnaround_seconds) 0.02 1']);
    assert.equal(short(' 2.5 % '), ['cost_usd_per_character 0.025 0.0001', 'p95(turnaround_seconds) 0.025 1']);
    assert.equal(short('0%:0'), ['cost_usd_per_character 0 0', 'p95(turnaround_seconds) 0 0']);
  },
  'reads a subject of its own, with a label whose = is not the last': () =>
    assert.equal(short(' p95(queue_wait_seconds{queue=generation}) = 5% : 30 '), [
      'p95(queue_wait_seconds{queue=generation}) 0.05 30',
    ]),
  'takes the floor of the unit where none is given': () =>
    assert.equal(
      ['cost_usd_total', 'turnaround_seconds', 'utilization_ratio', 'interruptions'].map(
        name => read(`${name}=1%`)[0]!.floor,
      ),
      [0.0001, 1, 0.005, 0.5],
    ),
  'reads a floor with decimals or an exponent': () =>
    assert.equal(
      ['cost_usd_total=1%:0.25', 'cost_usd_total=1%:1e-5'].map(text => read(text)[0]!.floor),
      [0.25, 0.00001],
    ),
  'wants a percentage, and says where': () => {
    for (const text of ['', '2', '-2%', '2%:', '2%:-1', 'two%']) {
      assert.match(complaint(text), /^1 needs a percentage \(saw '/, text);
    }
    assert.match(complaint('turnaround_seconds=5'), /^20 needs a percentage \(saw '5'\) \| write it as 2% or/);
    assert.match(complaint('turnaround_seconds= 5 '), /^21 needs a percentage \(saw '5'\)/);
  },
  'wants a metric, and shows a regression where its form is wrong': () => {
    assert.match(complaint('cost_usd_totl=2%'), /^1 cost_usd_totl is not a metric \| did you mean cost_usd_total\?/);
    assert.match(complaint('  p95(turnaround=2%'), /^1 is not a metric with labels in braces .* \| write it as 2% or/);
    assert.match(complaint('p95(cost_usd_total)=2%'), /^1 cost_usd_total has no p95/);
  },
  'an empty subject is a mistake, not a crash': () => {
    for (const text of ['=2%', ' =2%', '==2%', 'a\nb=2%']) {
      assert.match(complaint(text), /^\d is not a metric with labels in braces [^|]* \| write it as 2% or/, text);
    }
  },
  'refuses what is neither better nor worse, and what has no interval': () => {
    for (const name of METRIC_NAMES.filter(metric => METRICS[metric].worse === null)) {
      assert.match(
        complaint(`${name}=2%`),
        /^1 \w+ is neither better nor worse when it changes \| give it a --threshold/,
      );
    }
    assert.match(complaint('max(turnaround_seconds)=2%'), /^1 max has no interval/);
  },
  'answers any text with regressions or one problem': () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[ =%:a-z0-9(){}\n.-]{0,30}$/)), text => {
        assert.ok(['regressions', 'problem'].includes(parseRegression(text).kind));
      }),
    ),
});
