/** What a worker counts for CloudWatch: how long stages really take, and what goes wrong with jobs and instances. */
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Seconds } from '../../hub/units.ts';
import type { OutcomeKind } from '../loop/outcome.ts';
import { type MetricLine, metricLine } from './metric-line.ts';

export type WorkerMetrics = {
  readonly onOutcome: (kind: OutcomeKind) => void;
  /** Of a stage that was made, not found stored. */
  readonly onStage: (stage: StageName, busySeconds: Seconds) => void;
  /** How long the models took to load until the worker was ready. */
  readonly onReady: (loadSeconds: Seconds) => void;
  readonly onHostRestart: () => void;
};

export type MetricsPorts = {
  readonly stack: string;
  readonly fleet: string;
  /** Standard output, whose lines docker brings to CloudWatch. */
  readonly writeLine: (line: string) => void;
  readonly currentTime: () => string;
};

/** SQS already counts messages that are done; these it cannot tell apart. */
const COUNTED: Readonly<Partial<Record<OutcomeKind, string>>> = {
  permanent: 'JobsFailed',
  transient: 'AttemptsFailed',
  drain: 'JobsHandedBack',
  'lease-lost': 'LeasesLost',
  unreadable: 'MessagesUnreadable',
};

export function workerMetrics({ stack, fleet, writeLine, currentTime }: MetricsPorts): WorkerMetrics {
  // `service` is how the functions' metrics call the stack.
  const write = (metrics: MetricLine['metrics'], more: Readonly<Record<string, string>> = {}) =>
    writeLine(metricLine({ dimensions: { service: stack, fleet, ...more }, metrics, time: currentTime() }));
  const count = (name: string) => write({ [name]: { unit: 'Count', value: 1 } });
  return {
    onOutcome: kind => {
      const name = COUNTED[kind];
      if (name !== undefined) count(name);
    },
    onStage: (stage, value) => write({ StageSeconds: { unit: 'Seconds', value } }, { stage }),
    onReady: value => write({ LoadSeconds: { unit: 'Seconds', value } }),
    onHostRestart: () => count('HostRestarts'),
  };
}
