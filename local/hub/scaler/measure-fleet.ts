/** What CloudWatch would have of a fleet at this moment. CPU is not measured here: a policy that watches it has no data. */
import { assertNever } from '../../../hub/assert-never.ts';
import type { Fleet } from '../../../hub/plan/hub-plan.ts';
import type { ScalingMetric } from '../../../hub/scaling/policy.ts';
import type { Count, Seconds } from '../../../hub/units.ts';
import { backlogPerInstance } from '../../../sim/model/cloudwatch/metric-math.ts';

export type QueueLook = {
  readonly visibleCount: Count;
  readonly inFlightCount: Count;
  /** Of the oldest job that waits there, in seconds of the plan; 0 when none does. */
  readonly oldestAgeSeconds: Seconds;
};
/** By the queue's name in the plan. */
export type QueueLooks = Readonly<Record<string, QueueLook>>;

/** @returns NaN for a metric that is not measured */
export function measureFleet(metric: ScalingMetric, fleet: Fleet, looks: QueueLooks, inService: Count): number {
  const queues = fleet.queues.map(name => looks[name] ?? { visibleCount: 0, inFlightCount: 0, oldestAgeSeconds: 0 });
  const sum = (of: (look: QueueLook) => number) => queues.reduce((total, look) => total + of(look), 0);
  switch (metric) {
    case 'visible':
      return sum(({ visibleCount }) => visibleCount);
    case 'inFlight':
      return sum(({ inFlightCount }) => inFlightCount);
    case 'backlog':
      return sum(({ visibleCount, inFlightCount }) => visibleCount + inFlightCount);
    case 'backlogPerInstance':
      return backlogPerInstance(
        sum(({ visibleCount, inFlightCount }) => visibleCount + inFlightCount),
        inService,
      );
    case 'oldestAgeSeconds':
      return Math.max(...queues.map(({ oldestAgeSeconds }) => oldestAgeSeconds));
    case 'cpuPercent':
      return Number.NaN;
    default:
      return assertNever(metric);
  }
}
