/**
 * How sure the gate is at 10,000 users on the prod stack: coverage of the 95 % intervals, false alarms, and the power to see
 * a true +2 % of cost per character. The tests in test/statistics do the same on a small hub, with every study played.
 *
 * A thousand studies of a hundred replications are played, ten thousand of each of ten seeds. Smaller studies are cut from
 * the same; larger ones draw from all with replacement, which makes what was played the population and its mean the truth.
 */
import { parseRegression, type Regression } from '../hub/gate/parse-regression.ts';
import { parseSubject, type Statistic, type Subject } from '../hub/gate/parse-subject.ts';
import type { Count } from '../hub/units.ts';
import { createSubstream } from '../sim/engine/substream.ts';
import type { SimulationInput } from '../sim/model/simulation-input.ts';
import { runStudy } from '../sim/study/replicate.ts';
import { withCrew } from '../sim/study/replicate-crew.ts';
import type { ReplicationValues } from '../sim/study/replication-values.ts';
import { crowdInput, withDearerHours, withSlowerStages } from '../test/statistics/crowd.ts';
import { brokenCount, costChangeRatio, coverageRatio, firstOf } from '../test/statistics/measure-verdicts.ts';
import { cutStudies, drawStudies, valuesIn } from '../test/statistics/studies.ts';
import type { Benchmark, Measurement } from './benchmark.ts';

const STUDY_COUNT = 1000;
const COVERED = [
  'queue_wait_seconds{queue=generation}',
  'p95(queue_wait_seconds{queue=generation})',
  'p95(turnaround_seconds)',
  'cost_usd_per_character',
];
/** Of ten thousand replications each. False alarms and power are of the first. */
const SEED_COUNT = 10;
/** The fewest and the most replications of a study that ends by itself, the gate's hundred, and what rare events need. */
const COVERAGE_SIZES = [10, 50, 100, 400, 1000];
const ALARM_SIZES = [10, 100];
const POWER_SIZES = [10, 100];
/** Found by trial, so that the cost per character truly rises by 2 %; the bench prints by how much it did. */
const DEARER_FACTOR = 1.032;
const SLOWER_FACTOR = 1.03;

type Played = Readonly<Record<'baseline' | 'dearer' | 'slower', ReplicationValues>>;

export const gateStatistics: Benchmark = {
  name: 'gate-statistics',
  async run({ isQuick }): Promise<Measurement[]> {
    const [longCount, pairCount, seedCount] = isQuick ? [1000, 200, 2] : [10_000, 2000, SEED_COUNT];
    const input = (replications: Count, seed = 1) => crowdInput({ stack: 'prod', users: 10_000, seed, replications });
    return withCrew(1, async crew => {
      const play = async (of: SimulationInput) => (await runStudy(of, { crew })).values;
      const played = {
        baseline: await play(input(longCount)),
        dearer: await play(withDearerHours(input(pairCount), DEARER_FACTOR)),
        slower: await play(withSlowerStages(input(pairCount), SLOWER_FACTOR)),
      };
      const runs = [coveredOf(played.baseline)];
      for (let seed = 2; seed <= seedCount; seed += 1) runs.push(coveredOf(await play(input(longCount, seed))));
      const all = joined(runs);
      return [
        ...coverageRows(all, longCount * seedCount),
        ...alarmRows(played, longCount),
        ...powerRows(played, pairCount),
      ];
    });
  },
};

function coverageRows(values: ReplicationValues, playedCount: Count): Measurement[] {
  return COVERAGE_SIZES.flatMap(size => {
    const canCut = STUDY_COUNT * size <= playedCount;
    const studies = canCut ? cutStudies(STUDY_COUNT, size) : drawn(playedCount, size, 0);
    return COVERED.map(text =>
      row(`coverage of ${text}, ${size} replications`, coverageRatio(subjectOf(text), values, studies)),
    );
  });
}

/** Of a long run only what is asked about: all that ten of them say would not fit into memory. */
function coveredOf(values: ReplicationValues): ReplicationValues {
  const places = Array.from({ length: values.cost_usd_per_character!.mean!.length }, (_, place) => place);
  const kept: Record<string, ReplicationValues[string]> = {};
  for (const subject of COVERED.map(subjectOf)) {
    for (const [key, statistics] of Object.entries(valuesIn(places, values, [subject]))) {
      kept[key] = { ...kept[key], ...statistics };
    }
  }
  return kept;
}

/** One run after the other, as if they were one. */
function joined(runs: readonly ReplicationValues[]): ReplicationValues {
  const [first = {}] = runs;
  return Object.fromEntries(
    Object.entries(first).map(([key, statistics]) => [
      key,
      Object.fromEntries(
        (Object.keys(statistics) as Statistic[]).map(statistic => [
          statistic,
          runs.flatMap(run => run[key]![statistic]!),
        ]),
      ),
    ]),
  );
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
