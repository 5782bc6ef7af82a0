/**
 * Scenario files of textbook queues: the production stack with its fleets frozen at a number of servers and everything
 * that costs time taken out. The text is complete; `asset-sim run` plays the same file.
 */
import type { Distribution } from '../../hub/distribution.ts';
import { SECONDS_PER_DAY, type Seconds } from '../../hub/units.ts';
import { idealPatch } from '../kit/simulate-text.ts';

/** The longest horizon a scenario may have; runs here end when the last job has. */
const HORIZON_SECONDS_MAX = 366 * SECONDS_PER_DAY;

export type Station = {
  readonly servers: number;
  readonly service: Distribution;
};

export type QueueingScenario = {
  readonly name: string;
  /** YAML flow mappings, one arrival source each. */
  readonly arrivals: readonly string[];
  /** Jobs that arrive before do not count. */
  readonly warmupSeconds: Seconds;
  /** Ends the run at this time; without it the run ends when all jobs have. */
  readonly horizonSeconds?: Seconds;
  /** What job kind image visits, and the first that a character visits. */
  readonly first: Station;
  /** What job kind rig visits, and the second that a character visits. */
  readonly second?: Station;
  /** One fleet, that of `first`, serves both queues, the first one first. */
  readonly sharesFleet?: boolean;
  readonly jobsInSystemMax?: number;
};

/** @returns the scenario file */
export function theoryScenario(queueing: QueueingScenario): string {
  const { name, arrivals, warmupSeconds, horizonSeconds, first, second, sharesFleet = false } = queueing;
  const horizon =
    horizonSeconds === undefined
      ? `{ kind: settled, maxSeconds: ${HORIZON_SECONDS_MAX} }`
      : `{ kind: fixed, seconds: ${horizonSeconds} }`;
  const admission = `admission: { jobsInSystemMax: ${queueing.jobsInSystemMax ?? 0} }`;
  const secondFleet = second === undefined || sharesFleet ? 'null' : fleet(['rigging'], second.servers);
  return `\
name: ${JSON.stringify(name)}
arrivals:
${arrivals.map(source => `  - ${source}\n`).join('')}\
horizon: ${horizon}
warmup: { kind: seconds, seconds: ${warmupSeconds} }
plan:
${idealPatch.replace(/admission: .*/, admission)}\
  stages:
    text-to-image: { serviceSeconds: ${JSON.stringify(first.service)} }
    retopology: { serviceSeconds: ${JSON.stringify(second?.service ?? { kind: 'constant', value: 0 })} }
  queues:
    generation: { stages: [text-to-image] }
    rigging: ${second === undefined ? 'null' : '{ stages: [retopology] }'}
  fleets:
    generation: ${fleet(sharesFleet ? ['generation', 'rigging'] : ['generation'], first.servers)}
    rigging: ${secondFleet}
`;
}

function fleet(queues: readonly string[], servers: number): string {
  const counts = `minCount: ${servers}, maxCount: ${servers}`;
  const base = `{ ${counts}, instanceTypes: [g4dn.xlarge], bootPath: instant, policies: [], warmPool: null }`;
  return `{ queues: [${queues.join(', ')}], base: ${base}, burst: null }`;
}
