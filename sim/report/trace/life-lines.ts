/** One job's or one instance's life, told from the events that name it. */
import { assertNever } from '../../../hub/assert-never.ts';
import type { Seconds } from '../../../hub/units.ts';
import type { Activity, AttemptEnd, SpotNotice, TraceEvent, TraceNames } from '../../trace/trace-event.ts';

/** A line of a life: when it began, how long it took (null for a moment), and what it was. */
export type LifeLine = { readonly atSeconds: Seconds; readonly tookSeconds: Seconds | null; readonly what: string };

const ACTIVITIES: Readonly<Record<Activity, string>> = {
  pending: 'asked for, not running yet, not billed',
  boot: 'boots',
  modelLoad: 'loads models',
  idle: 'waits for work',
  busy: 'works',
  drain: 'takes no more work, waits for its end',
  stopped: 'stopped in the warm pool, only its volume is billed',
};

const ENDS: Readonly<Record<AttemptEnd, string>> = {
  done: 'stored',
  failed: 'failed',
  inVain: 'in vain: another worker was faster',
  returned: 'given back',
  lost: 'lost with the instance: hidden until its visibility timeout ends',
  cut: 'not over at the horizon',
};

const NOTICES: Readonly<Record<SpotNotice, string>> = {
  rebalance: 'rebalance recommendation: a replacement is on its way',
  notice: 'Spot notice: two minutes to live',
  reclaim: 'reclaimed by EC2',
};

/** What an event says about job number `job`; nothing when it is about others. */
export function jobLines(event: TraceEvent, job: number, names: TraceNames): readonly LifeLine[] {
  if (!('job' in event) || event.job !== job) return [];
  const { kind, atSeconds } = event;
  const moment = (what: string): LifeLine => ({ atSeconds, tookSeconds: null, what });
  switch (kind) {
    case 'submitted':
      return [moment(`submitted in ${names.regionNames[event.region]}`)];
    case 'queued':
      return [];
    case 'visibleAgain':
      return [moment(`back in queue ${names.queueNames[event.queue]}`)];
    case 'received': {
      const where = `queue ${names.queueNames[event.queue]}`;
      const by = `received by instance ${event.instance} of ${names.groups[event.group]!.name}`;
      const again = event.receive > 1 ? ` (receive ${event.receive})` : '';
      const wait = span(atSeconds - event.waitSeconds, atSeconds, `waits in ${where}`);
      return [...(event.waitSeconds > 0 ? [wait] : []), moment(by + again)];
    }
    case 'stillWaiting':
      return [
        span(event.startSeconds, atSeconds, `waits in queue ${names.queueNames[event.queue]}, until the horizon`),
      ];
    case 'attempt': {
      const redo = event.redoSeconds > 0 ? `, ${event.redoSeconds.toFixed(1)} s of work lost` : '';
      const stages = event.stages.map(({ stage, startSeconds, endSeconds, isWhole }) =>
        span(startSeconds, endSeconds, isWhole ? stage : `${stage}, broken off`),
      );
      return [...stages, moment(`${ENDS[event.end]}${redo}`)];
    }
    case 'ended':
      return [moment(event.outcome === 'finished' ? 'finished' : 'dead-lettered: received too often')];
    case 'stretch':
      // A worker's busy stretch; the attempt says the same.
      return [];
    default:
      return assertNever(kind);
  }
}

/** What an event says about instance number `instance`. */
export function instanceLines(event: TraceEvent, instance: number, names: TraceNames): readonly LifeLine[] {
  if (!('instance' in event) || event.instance !== instance) return [];
  const { kind, atSeconds } = event;
  const moment = (what: string): LifeLine => ({ atSeconds, tookSeconds: null, what });
  switch (kind) {
    case 'instance': {
      const market = event.market === 'spot' ? 'Spot' : 'on-demand';
      return [moment(`${event.instanceType} ${market} in ${event.zone}, of ${names.groups[event.group]!.name}`)];
    }
    case 'stretch':
      if (event.activity === 'busy') return [];
      return [span(event.startSeconds, event.endSeconds, ACTIVITIES[event.activity])];
    case 'attempt': {
      const work = `works on job ${event.job} of queue ${names.queueNames[event.queue]}: ${ENDS[event.end]}`;
      return [span(event.startSeconds, atSeconds, work)];
    }
    case 'spot':
      return [moment(NOTICES[event.what])];
    case 'gone':
      return [moment('terminated')];
    case 'received':
      return [];
    default:
      return assertNever(kind);
  }
}

function span(startSeconds: Seconds, endSeconds: Seconds, what: string): LifeLine {
  return { atSeconds: startSeconds, tookSeconds: endSeconds - startSeconds, what };
}
