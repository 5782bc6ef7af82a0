/**
 * A watched run in the Trace Event Format (JSON), which ui.perfetto.dev and chrome://tracing open. A fleet is a process and
 * an instance a thread: what it does is a slice, its job's stages are slices within. A queue is a process, too: a wait is
 * an asynchronous slice there, because thousands overlap. An arrow (flow) leads a job from each wait to its service and on.
 * Phases and fields as Perfetto's JSON importer reads them: google/perfetto json_trace_parser_impl.cc, 2025 [H].
 */
import { assertNever } from '../../../hub/assert-never.ts';
import type { Seconds } from '../../../hub/units.ts';
import type { Activity, AttemptEvent, TraceEvent, TraceNames } from '../../trace/trace-event.ts';

/** Numbers of processes and threads only have to differ: threads of scaling stand before those of instances. */
const FLEET_PID = 1;
const QUEUE_PID = 101;
const SCALING_TID = 1001;
const INSTANCE_TID = 10_001;

const ACTIVITY_NAMES: Readonly<Record<Exclude<Activity, 'busy'>, string>> = {
  pending: 'pending',
  boot: 'boot',
  modelLoad: 'load models',
  idle: 'idle',
  drain: 'drain',
  stopped: 'stopped in the warm pool',
};

/** One event of the format; `ts` and `dur` in microseconds. */
export type PerfettoEvent = Readonly<Record<string, unknown>> & { readonly ph: string };

/** Whole microseconds. Both ends of a slice are rounded, never its length, so that what nests still nests. */
const micros = (seconds: Seconds) => Math.round(seconds * 1e6);

/** The processes, before anything else is written. */
export function perfettoNames(names: TraceNames): readonly PerfettoEvent[] {
  const fleets = fleetsOf(names);
  return [
    ...fleets.map((fleet, index) => metadata('process_name', FLEET_PID + index, undefined, `fleet ${fleet}`)),
    ...names.queueNames.map((name, index) => metadata('process_name', QUEUE_PID + index, undefined, `queue ${name}`)),
    ...names.groups.map(({ name }, index) =>
      metadata('thread_name', pidOfGroup(names, index), SCALING_TID + index, `scaling of ${name}`),
    ),
  ];
}

/**
 * @example perfettoEvents({ kind: 'stretch', activity: 'idle', startSeconds: 2, endSeconds: 5, ... }, names)
 *   // [{ ph: 'X', name: 'idle', ts: 2000000, dur: 3000000, pid: 1, tid: 10001 }]
 */
export function perfettoEvents(event: TraceEvent, names: TraceNames): readonly PerfettoEvent[] {
  const ts = micros(event.atSeconds);
  const ofGroup = (group: number) => ({ pid: pidOfGroup(names, group), tid: SCALING_TID + group });
  const ofInstance = ({ instance, group }: { readonly instance: number; readonly group: number }) => ({
    pid: pidOfGroup(names, group),
    tid: INSTANCE_TID + instance,
  });
  const { kind } = event;
  switch (kind) {
    case 'instance': {
      const { pid, tid } = ofInstance(event);
      const market = event.market === 'spot' ? 'Spot' : 'on-demand';
      const name = `${event.instance} ${event.instanceType} ${market} ${event.zone}`;
      return [metadata('thread_name', pid, tid, name)];
    }
    case 'stretch':
      // A busy stretch is an attempt, which says more.
      if (event.activity === 'busy') return [];
      return [slice(ACTIVITY_NAMES[event.activity], event.startSeconds, event.endSeconds, ofInstance(event))];
    case 'attempt':
      return attemptSlices(event, names, ofInstance(event));
    case 'received':
      return waitSlice(event.job, event.queue, event.atSeconds - event.waitSeconds, event.atSeconds, event);
    case 'stillWaiting':
      return waitSlice(event.job, event.queue, event.startSeconds, event.atSeconds, { isFirst: false });
    case 'spot':
      return [instant(`Spot ${event.what}`, ts, ofInstance(event), {})];
    case 'decision': {
      const { policy, reason, fromCount, toCount } = event;
      return [instant(`${fromCount} -> ${toCount}`, ts, ofGroup(event.group), { policy, reason })];
    }
    case 'launchFailed':
      return [instant(`launch failed: ${event.why}`, ts, ofGroup(event.group), {})];
    case 'ended':
      if (event.outcome === 'finished') return [];
      return [instant(`job ${event.job} dead-lettered`, ts, { pid: QUEUE_PID, tid: QUEUE_PID }, {})];
    case 'sample':
      return [
        ...event.backlog.map((count, index) => counter('backlog', ts, QUEUE_PID + index, { messages: count })),
        ...event.desired.map((desired, index) => {
          const counts = { desired, 'in service': event.inService[index], pending: event.pending[index] };
          return counter(names.groups[index]!.name, ts, pidOfGroup(names, index), counts);
        }),
      ];
    case 'begin':
    case 'gone':
    case 'submitted':
    case 'rejected':
    case 'queued':
    case 'visibleAgain':
      return [];
    default:
      return assertNever(kind);
  }
}

type Thread = { readonly pid: number; readonly tid: number };

function attemptSlices(event: AttemptEvent, names: TraceNames, thread: Thread): readonly PerfettoEvent[] {
  const { job, queue, receive, isFirst, startSeconds, atSeconds, visibleSeconds, redoSeconds, end, stages } = event;
  const args = {
    queue: names.queueNames[queue],
    receive,
    end,
    wait_seconds: startSeconds - visibleSeconds,
    redo_seconds: redoSeconds,
  };
  const hasWaited = micros(visibleSeconds) !== micros(startSeconds);
  const flow = { bind_id: flowOf(job), ...(isFirst && !hasWaited ? {} : { flow_in: true }), flow_out: true };
  return [
    { ...slice(`job ${job}`, startSeconds, atSeconds, thread), args, ...flow },
    ...stages.map(span => ({
      ...slice(span.stage, span.startSeconds, span.endSeconds, thread),
      args: { whole: span.isWhole },
    })),
  ];
}

/** All waits of a queue have one name, so that the viewer lays them in rows of one track. */
function waitSlice(
  job: number,
  queue: number,
  startSeconds: Seconds,
  endSeconds: Seconds,
  { isFirst }: { readonly isFirst: boolean },
): readonly PerfettoEvent[] {
  if (micros(startSeconds) === micros(endSeconds)) return [];
  const same = { name: 'waiting', cat: 'wait', id: `${job}`, pid: QUEUE_PID + queue, tid: QUEUE_PID + queue };
  const flow = { bind_id: flowOf(job), ...(isFirst ? {} : { flow_in: true }), flow_out: true };
  return [
    { ph: 'b', ...same, ts: micros(startSeconds), args: { job }, ...flow },
    { ph: 'e', ...same, ts: micros(endSeconds) },
  ];
}

/** One chain of arrows per job; the format wants hexadecimal. */
const flowOf = (job: number) => `0x${(job + 1).toString(16)}`;

function slice(name: string, startSeconds: Seconds, endSeconds: Seconds, thread: Thread): PerfettoEvent {
  const ts = micros(startSeconds);
  return { ph: 'X', name, ts, dur: micros(endSeconds) - ts, ...thread };
}

function instant(name: string, ts: number, thread: Thread, args: object): PerfettoEvent {
  return { ph: 'i', s: 't', name, ts, ...thread, args };
}

function counter(name: string, ts: number, pid: number, args: object): PerfettoEvent {
  return { ph: 'C', name, ts, pid, tid: pid, args };
}

function metadata(name: string, pid: number, tid: number | undefined, value: string): PerfettoEvent {
  return { ph: 'M', name, pid, ...(tid === undefined ? {} : { tid }), args: { name: value } };
}

const fleetsOf = ({ groups }: TraceNames) => [...new Set(groups.map(({ fleet }) => fleet))];

const pidOfGroup = (names: TraceNames, group: number) =>
  FLEET_PID + fleetsOf(names).indexOf(names.groups[group]!.fleet);

/** The file's head, and its end; events stand between, `,\n` between two. */
export const perfettoHead = (about: object): string =>
  `{"displayTimeUnit":"ms","otherData":${JSON.stringify(about)},"traceEvents":[\n`;
export const PERFETTO_TAIL = '\n]}\n';
