/** From scenario file to the numbers a person is shown: the waits reported, and how often their 95 % interval is right. */
import * as assert from 'uvu/assert';
import { combineReplications } from '../../sim/measure/summary.ts';
import { replicateOnce } from '../../sim/study/replicate-once.ts';
import { check, near } from '../kit/check.ts';
import { inputFrom } from '../kit/simulate-text.ts';
import { waitOfMMc } from './closed-forms.ts';
import { theoryScenario } from './theory-scenario.ts';

const SERVERS = 2;
const PER_SECOND = 1.4;
const WAIT_METRIC = 'queue_wait_seconds{queue=generation}';
const service = { kind: 'exponential', mean: 1 } as const;

function scenarioText(jobCount: number): string {
  return theoryScenario({
    name: 'M/M/2',
    arrivals: [
      `{ kind: poisson, job: image, ratePerSecond: ${PER_SECOND}, untilSeconds: ${200 + jobCount / PER_SECOND} }`,
    ],
    warmupSeconds: 200,
    first: { servers: SERVERS, service },
  });
}

check('reported statistics', {
  'the wait reported is the mean over the jobs after the warm-up, and turnaround adds the service': () => {
    const { summary, record } = replicateOnce(inputFrom({ scenarioText: scenarioText(5000), seed: 5 }), 0);
    const { jobs } = record;
    const kept = Array.from({ length: jobs.count }, (_, job) => job).filter(job => jobs.submittedSeconds[job]! >= 200);
    const meanOver = (of: (job: number) => number) => kept.reduce((sum, job) => sum + of(job), 0) / kept.length;
    const wait = meanOver(job => jobs.startedSeconds[job]! - jobs.submittedSeconds[job]!);
    const work = meanOver(job => jobs.stageSeconds[job]!);
    assert.ok(kept.length < jobs.count && wait > 0);
    near(summary.samples[WAIT_METRIC]!.mean, wait, 1e-9);
    near(summary.samples.turnaround_seconds!.mean, wait + work, 1e-9);
    assert.is(summary.samples[WAIT_METRIC]!.count, kept.length);
  },
  'of 150 studies of ten replications, 95 % intervals of the mean wait hold the closed form 95 times in 100': () => {
    const theory = waitOfMMc(SERVERS, PER_SECOND);
    const text = scenarioText(1200);
    let covered = 0;
    for (let seed = 1; seed <= 150; seed += 1) {
      const input = inputFrom({ scenarioText: text, seed });
      const summaries = Array.from({ length: 10 }, (_, run) => replicateOnce(input, run).summary.samples[WAIT_METRIC]!);
      const [low, high] = combineReplications(summaries)!.ci95!.mean;
      if (low <= theory && theory <= high) covered += 1;
    }
    // Three standard deviations of a count at 95 %: 5.4 of 100. Skewness of short runs costs about one more.
    near(covered / 150, 0.95, 0.06);
  },
});
