/** A watched run as flat rows for programs: the same rows as JSON lines and as CSV. Indices of queues and groups are names. */
import { assertNever } from '../../../hub/assert-never.ts';
import type { TraceEvent, TraceNames } from '../../trace/trace-event.ts';
import { csvRow } from '../csv-row.ts';

/** In the order of the CSV's columns; a row leaves out what it has no word for. */
export const ROW_COLUMNS = [
  'at_seconds',
  'event',
  'start_seconds',
  'end_seconds',
  'job',
  'queue',
  'receive',
  'instance',
  'group',
  'market',
  'instance_type',
  'zone',
  'region',
  'activity',
  'session',
  'stage',
  'is_whole',
  'outcome',
  'wait_seconds',
  'redo_seconds',
  'policy',
  'reason',
  'from_count',
  'to_count',
  'backlog_count',
  'desired_count',
  'in_service_count',
  'pending_count',
  'warm_pooled_count',
] as const;

export type EventRow = Partial<Record<(typeof ROW_COLUMNS)[number], string | number | boolean>> & {
  readonly at_seconds: number;
  readonly event: string;
};

/**
 * The rows of one event: an attempt is followed by its stages, a sample is one row per queue and per group.
 *
 * @example eventRows({ kind: 'queued', atSeconds: 3, job: 0, queue: 0 }, names)
 *   // [{ at_seconds: 3, event: 'queued', job: 0, queue: 'generation' }]
 */
export function eventRows(event: TraceEvent, names: TraceNames): readonly EventRow[] {
  const { kind, atSeconds: at_seconds } = event;
  const job = 'job' in event && event.job >= 0 ? { job: event.job } : {};
  const queue = 'queue' in event && event.queue >= 0 ? { queue: names.queueNames[event.queue]! } : {};
  const instance = 'instance' in event ? { instance: event.instance } : {};
  const group = 'group' in event ? { group: names.groups[event.group]!.name } : {};
  const start = 'startSeconds' in event ? { start_seconds: event.startSeconds, end_seconds: at_seconds } : {};
  const row: EventRow = { at_seconds, event: kind, ...start, ...job, ...queue, ...instance, ...group };
  switch (kind) {
    case 'begin':
      return [];
    case 'instance':
      return [{ ...row, market: event.market, instance_type: event.instanceType, zone: event.zone }];
    case 'stretch': {
      const session = event.session < 0 ? {} : { session: event.session };
      return [{ ...row, end_seconds: event.endSeconds, activity: event.activity, ...session }];
    }
    case 'submitted':
      return [{ ...row, region: names.regionNames[event.region]! }];
    case 'received':
      return [{ ...row, receive: event.receive, wait_seconds: event.waitSeconds }];
    case 'attempt': {
      const { receive, end, redoSeconds, stages } = event;
      return [
        { ...row, receive, outcome: end, redo_seconds: redoSeconds },
        ...stages.map(({ stage, isWhole, startSeconds, endSeconds }) => ({
          ...row,
          event: 'stage',
          start_seconds: startSeconds,
          end_seconds: endSeconds,
          receive,
          stage,
          is_whole: isWhole,
        })),
      ];
    }
    case 'ended':
      return [{ ...row, outcome: event.outcome }];
    case 'spot':
      return [{ ...row, event: `spot_${event.what}` }];
    case 'launchFailed':
      return [{ ...row, event: 'launch_failed', reason: event.why }];
    case 'decision': {
      const { policy, reason, fromCount, toCount } = event;
      return [{ ...row, policy, reason, from_count: fromCount, to_count: toCount }];
    }
    case 'sample':
      return [
        ...event.backlog.map((backlog_count, index) => ({ ...row, queue: names.queueNames[index]!, backlog_count })),
        ...event.desired.map((desired_count, index) => ({
          ...row,
          group: names.groups[index]!.name,
          desired_count,
          in_service_count: event.inService[index]!,
          pending_count: event.pending[index]!,
          warm_pooled_count: event.warmPooled[index]!,
        })),
      ];
    case 'visibleAgain':
      return [{ ...row, event: 'visible_again' }];
    case 'stillWaiting':
      return [{ ...row, event: 'still_waiting' }];
    case 'gone':
    case 'rejected':
    case 'queued':
      return [row];
    default:
      return assertNever(kind);
  }
}

export const CSV_HEADER = `${ROW_COLUMNS.join(',')}\n`;

export const csvLine = (row: EventRow): string => csvRow(ROW_COLUMNS.map(column => row[column]));

export const jsonLine = (row: EventRow): string => `${JSON.stringify(row)}\n`;
