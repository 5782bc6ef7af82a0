/**
 * All sources of a scenario as one stream of arrivals in time order. Invariants: times never fall; ties go to the source
 * that stands first; what one source draws depends on the seed, the replication and its own place in the list alone.
 */
import { assertNever } from '../../../hub/assert-never.ts';
import { USER_REGION_NAMES, USER_REGIONS, type UserRegionName } from '../../../hub/catalog/regions.ts';
import type { Seconds } from '../../../hub/units.ts';
import { createSubstream, type Substream } from '../../engine/substream.ts';
import type { ArrivalSource } from '../../scenario/arrival-sources.ts';
import {
  type ArrivalProcess,
  createOpenProcess,
  DRAWN_BY_WEIGHT,
  NO_USER,
  type OpenStream,
} from './arrival-process.ts';
import { createClosedLoop } from './closed-loop.ts';
import { createDiurnal } from './diurnal.ts';
import { createFlashCrowd } from './flash-crowd.ts';
import { createMmpp } from './mmpp.ts';
import { createPoisson } from './poisson.ts';
import { createRegionPicker, type RegionPicker } from './region-picker.ts';
import { createTraceReplay } from './trace-replay.ts';
import { createWeekly } from './weekly.ts';

type TraceSource = Extract<ArrivalSource, { readonly kind: 'trace' }>;

/** A source of the scenario; a trace has had its times read. */
export type ArrivalSpec = Exclude<ArrivalSource, TraceSource> | (TraceSource & { readonly times: Float64Array });

export type ArrivalOptions = {
  readonly seed: number;
  readonly replication: number;
  /** Where in the week the run starts, seconds after Monday 00:00 UTC. Only diurnal and weekly sources look at it. */
  readonly startSecondsOfWeek: Seconds;
};

export type Arrivals = {
  /** What the last `take` took: index of its source, */
  source: number;
  /** index into `regionNames`, */
  region: number;
  /** the closed loop's user, else -1. */
  user: number;
  readonly regionNames: readonly UserRegionName[];
  /** When the next arrival is due; Infinity when none is. A closed loop may have one again after `jobEnded`. */
  peekSeconds(): Seconds;
  /** Consumes it. Calling it when none is due is a defect and throws. */
  take(): void;
  /** To be called for every job that leaves, however it ended: a closed loop's user thinks and comes back. */
  jobEnded(source: number, user: number, nowSeconds: Seconds): void;
};

/**
 * Costs about 0.1 microseconds per arrival and no memory per arrival (closed loops and traces: a few bytes per user or time).
 *
 * @example
 * const arrivals = createArrivals([{ kind: 'flashCrowd', job: 'character', users: 10_000, windowSeconds: 60 }], { seed: 1, replication: 0, startSecondsOfWeek: 0 });
 * while (arrivals.peekSeconds() < Infinity) arrivals.take();   // 10,000 times
 */
export function createArrivals(specs: readonly ArrivalSpec[], options: ArrivalOptions): Arrivals {
  const processes: ArrivalProcess[] = [];
  const pickers: RegionPicker[] = [];
  const regionStreams: Substream[] = [];
  for (const [index, spec] of specs.entries()) {
    const open = streamsOf(index, options);
    const picker = createRegionPicker(regionWeights(spec));
    pickers.push(picker);
    regionStreams.push(open('regions'));
    processes.push(createProcess(spec, options, open, picker));
  }
  let next = earliest(processes);
  return {
    source: -1,
    region: -1,
    user: NO_USER,
    regionNames: USER_REGION_NAMES,
    peekSeconds: () => (next === -1 ? Infinity : processes[next]!.nextSeconds),
    take() {
      if (next === -1) throw new Error('arrivals: take() while no arrival is due');
      const process = processes[next]!;
      this.source = next;
      this.user = process.nextUser;
      const region = process.nextRegion;
      this.region = region === DRAWN_BY_WEIGHT ? pickers[next]!(regionStreams[next]!) : region;
      process.advance();
      next = earliest(processes);
    },
    jobEnded(source, user, nowSeconds) {
      if (user === NO_USER) return;
      processes[source]!.jobEnded(user, nowSeconds);
      next = earliest(processes);
    },
  };
}

function createProcess(
  spec: ArrivalSpec,
  options: ArrivalOptions,
  open: OpenStream,
  pickRegion: RegionPicker,
): ArrivalProcess {
  switch (spec.kind) {
    case 'flashCrowd':
      return createOpenProcess(createFlashCrowd(spec, open));
    case 'poisson':
      return createOpenProcess(createPoisson(spec, open));
    case 'mmpp':
      return createOpenProcess(createMmpp(spec, open));
    case 'trace':
      return createOpenProcess(createTraceReplay(spec));
    case 'weekly':
      return createOpenProcess(createWeekly(spec, options.startSecondsOfWeek, open));
    case 'diurnal':
      return createDiurnal(spec, options.startSecondsOfWeek, open);
    case 'closedLoop':
      return createClosedLoop(spec, open, pickRegion);
    default:
      return assertNever(spec);
  }
}

/** Streams named after the source's place, so that adding a source at the end moves none of the others. */
function streamsOf(index: number, options: ArrivalOptions): OpenStream {
  return (purpose, entity = 0) =>
    createSubstream(options.seed, options.replication, `arrivals:${index}:${purpose}`, entity);
}

/** By region index: the source's own weights, or the catalog's shares. Diurnal sources bring users per day, as good a weight. */
function regionWeights(spec: ArrivalSpec): number[] {
  const weights = spec.regions;
  return USER_REGION_NAMES.map(name =>
    weights === undefined ? USER_REGIONS[name].userShareRatio : (weights[name] ?? 0),
  );
}

/** The first process with the lowest time, -1 when all are dry. */
function earliest(processes: readonly ArrivalProcess[]): number {
  let first = -1;
  let firstSeconds = Infinity;
  for (let index = 0; index < processes.length; index += 1) {
    const seconds = processes[index]!.nextSeconds;
    if (seconds < firstSeconds) {
      first = index;
      firstSeconds = seconds;
    }
  }
  return first;
}
