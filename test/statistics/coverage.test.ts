/**
 * The small hub: the dev stack and the 20 users of its own gate, a few milliseconds a replication. What 10,000 users give
 * is measured by `npm run bench -- gate-statistics`. Nothing here is random: the seeds are 1, the default, and 2.
 */
import * as assert from 'uvu/assert';
import { parseRegression, type Regression } from '../../hub/gate/parse-regression.ts';
import { parseSubject } from '../../hub/gate/parse-subject.ts';
import { judgeRegressions } from '../../sim/gate/judge-regression.ts';
import { runStudy } from '../../sim/study/replicate.ts';
import { withCrew } from '../../sim/study/replicate-crew.ts';
import { check } from '../kit/check.ts';
import { crowdInput } from './crowd.ts';
import { brokenCount, coverageRatio } from './measure-verdicts.ts';
import { cutStudies } from './studies.ts';

const STUDY_COUNT = 1000;
/** The fewest replications after which a study ends by itself. */
const SIZE = 10;

const played = await withCrew(1, async crew => {
  const play = async (seed: number) =>
    (await runStudy(crowdInput({ stack: 'dev', users: 20, seed, replications: STUDY_COUNT * SIZE }), { crew })).values;
  return { one: await play(1), other: await play(2) };
});
const studies = cutStudies(STUDY_COUNT, SIZE);
const matches = studies.map(study => ({ candidate: study, baseline: study }));

function regressionsOf(text: string): readonly Regression[] {
  const parsed = parseRegression(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.regressions;
}
const falseAlarmCount = (text: string) =>
  brokenCount(regressionsOf(text), { candidate: played.one, baseline: played.other }, matches);

function covered(text: string): () => void {
  const parsed = parseSubject(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  // 1,000 studies err by 0.7 %, so the bounds lie 2.2 standard errors from 95 %.
  return () => {
    const ratio = coverageRatio(parsed.subject, played.one, studies);
    assert.ok(ratio >= 0.935 && ratio <= 0.965, `${ratio}`);
  };
}

check('a 95 % interval covers the truth in 93.5 to 96.5 % of 1,000 studies', {
  'mean wait': covered('queue_wait_seconds{queue=generation}'),
  'p95 of the wait': covered('p95(queue_wait_seconds{queue=generation})'),
  'cost per character': covered('cost_usd_per_character'),
});

check('the same plan under two seeds', {
  'is called worse by the 2 % of the default in at most 1 % of 1,000 comparisons': () => {
    const count = falseAlarmCount('2%');
    assert.ok(count <= 10, `${count}`);
  },
  'and so it is where nothing at all is allowed, the harshest case, up to chance': () => {
    // One in a hundred is what the quantile promises at most: of 1,000, more than 18 come with probability 0.7 %.
    const count = falseAlarmCount('0%:0');
    assert.ok(count <= 18, `${count}`);
    assert.ok(count > 0, 'the harshest case must be able to alarm');
  },
});

check('the same plan under the same seed', {
  'differs from itself by exactly 0, and is kept': () => {
    for (const { outcome, interval } of judgeRegressions(regressionsOf('0%:0'), played.one, played.one)) {
      assert.equal([outcome, interval], ['kept', [0, 0]]);
    }
  },
});
