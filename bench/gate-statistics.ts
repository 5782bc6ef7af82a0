/**
 * How sure the gate is at 10,000 users on the prod stack: coverage of the 95 % intervals, false alarms, and the power to see
 * a true +2 % of cost per character. The tests in test/statistics do the same on a small hub, with every study played.
 *
 * A thousand studies of a hundred replications would take an hour, so a long run is played once. Where a thousand studies
 * fit, it is cut into them; larger ones draw from it with replacement, which makes the long run the population and its
 * mean the truth. What that cannot see is whether rare events have their true share in the long run: at 10,000
 * replications a Spot shortage that one run in thirty meets is known to within a tenth of that.
 */
import { parseRegression, type Regression } from '../hub/gate/parse-regression.ts';
import { parseSubject, type Subject } from '../hub/gate/parse-subject.ts';
import type { Count } from '../hub/units.ts';
import { createSubstream } from '../sim/engine/substream.ts';
import type { SimulationInput } from '../sim/model/simulation-input.ts';
import { runStudy } from '../sim/study/replicate.ts';
import { withCrew } from '../sim/study/replicate-crew.ts';
import type { ReplicationValues } from '../sim/study/replication-values.ts';
import { crowdInput, withDearerHours, withSlowerStages } from '../test/statistics/crowd.ts';
import { brokenCount, costChangeRatio, coverageRatio, firstOf } from '../test/statistics/measure-verdicts.ts';
import { cutStudies, drawStudies } from '../test/statistics/studies.ts';
import type { Benchmark, Measurement } from './benchmark.ts';

const STUDY_COUNT = 1000;
const COVERED = [
  'queue_wait_seconds{queue=generation}',
  'p95(queue_wait_seconds{queue=generation})',
  'p95(turnaround_seconds)',
  'cost_usd_per_character',
];
/** The fewest and the most replications of a study that ends by itself, the gate's hundred, and what rare events need. */
const COVERAGE_SIZES = [10, 50, 100, 400, 1000];
const ALARM_SIZES = [10, 100];
const POWER_SIZES = [10, 100];
/** Found by trial, so that the cost per character truly rises by 2 %; the bench prints by how much it did. */
const DEARER_FACTOR = 1.0315;
const SLOWER_FACTOR = 1.0278;

type Played = Readonly<Record<'baseline' | 'dearer' | 'slower', ReplicationValues>>;

export const gateStatistics: Benchmark = {
  name: 'gate-statistics',
  async run({ isQuick }): Promise<Measurement[]> {
    const [longCount, pairCount] = isQuick ? [1000, 200] : [10_000, 2000];
    const input = (replications: Count) => crowdInput({ stack: 'prod', users: 10_000, seed: 1, replications });
    const played = await withCrew(1, async (crew): Promise<Played> => {
      const play = async (of: SimulationInput) => (await runStudy(of, { crew })).values;
      return {
        baseline: await play(input(longCount)),
        dearer: await play(withDearerHours(input(pairCount), DEARER_FACTOR)),
        slower: await play(withSlowerStages(input(pairCount), SLOWER_FACTOR)),
      };
    });
    return [...coverageRows(played, longCount), ...alarmRows(played, longCount), ...powerRows(played, pairCount)];
  },
};

function coverageRows({ baseline }: Played, playedCount: Count): Measurement[] {
  return COVERAGE_SIZES.flatMap(size => {
    const canCut = STUDY_COUNT * size <= playedCount;
    const studies = canCut ? cutStudies(STUDY_COUNT, size) : drawn(playedCount, size, 0);
    return COVERED.map(text =>
      row(`coverage of ${text}, ${size} replications`, coverageRatio(subjectOf(text), baseline, studies)),
    );
  });
}

/** Two studies that share no random numbers: how two seeds differ. */
function alarmRows({ baseline }: Played, playedCount: Count): Measurement[] {
  return ALARM_SIZES.flatMap(size => {
    const others = drawn(playedCount, size, 1);
    const matches = drawn(playedCount, size, 0).map((study, index) => ({ candidate: study, baseline: others[index]! }));
    return ['0%:0', '2%'].map(text => {
      const count = brokenCount(regressionsOf(text), { candidate: baseline, baseline }, matches);
      return row(`false alarms at ${text}, ${size} pairs`, count / STUDY_COUNT);
    });
  });
}

/** With the random numbers of the baseline, as the gate does it, and once without, to show what they are worth. */
function powerRows(played: Played, playedCount: Count): Measurement[] {
  const { baseline } = played;
  return (['dearer', 'slower'] as const).flatMap(name => {
    const candidate = played[name];
    const caught = (size: Count, allowance: string, isPaired = true) => {
      const others = drawn(playedCount, size, 1);
      const matches = drawn(playedCount, size, 0).map((study, index) => ({
        candidate: study,
        baseline: isPaired ? study : others[index]!,
      }));
      const regressions = regressionsOf(`cost_usd_per_character=${allowance}`);
      const ratio = brokenCount(regressions, { candidate, baseline }, matches) / STUDY_COUNT;
      return row(`+2 % (${name}) caught at ${allowance}, ${size} ${isPaired ? 'pairs' : 'of each, unpaired'}`, ratio);
    };
    return [
      row(`true change of cost (${name})`, costChangeRatio(candidate, firstOf(baseline, playedCount))),
      ...POWER_SIZES.map(size => caught(size, '1%')),
      caught(100, '1%', false),
      caught(100, '2%'),
    ];
  });
}

const row = (metric: string, value: number): Measurement => ({
  benchmark: 'gate-statistics',
  metric,
  value,
  unit: 'ratio',
});

/** @param side of a match; two sides draw apart */
const drawn = (playedCount: Count, size: Count, side: number) =>
  drawStudies({ playedCount, studyCount: STUDY_COUNT, size }, createSubstream(size, side, 'gate-statistics', 0));

function subjectOf(text: string): Subject {
  const parsed = parseSubject(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.subject;
}

function regressionsOf(text: string): readonly Regression[] {
  const parsed = parseRegression(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.regressions;
}
