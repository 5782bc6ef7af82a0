/** What the deploy's reconciler notes each minute of queues and groups, from this machine's own counts and more often. */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { connectTable } from '../../infra/functions/connect-table.ts';
import { namedGroups } from '../../infra/functions/group-names.ts';
import { noteQueues, writeSeenIn } from '../../infra/functions/note-queues.ts';
import type { CountMessages } from '../../infra/functions/queue-counts.ts';
import { findQueueStatesIn } from '../../infra/functions/queue-states.ts';
import { inServiceCount, type LocalGroup } from './scaler/local-group.ts';

/** @returns notes it now */
export function noteHubBy(
  plan: HubPlan,
  tableName: string,
  groups: readonly LocalGroup[],
  countMessages: CountMessages,
  currentTime: () => string,
): () => Promise<void> {
  const table = connectTable(tableName);
  const names = Object.fromEntries(
    plan.fleets.map(({ name }) => [name, { base: `${name}-base`, burst: `${name}-burst` }]),
  );
  const countWorkers = async () =>
    Object.fromEntries(
      groups.map(group => {
        const ready = inServiceCount(group);
        const counts = {
          desiredCount: group.desiredCount,
          inServiceCount: ready,
          pendingCount: group.members.length - ready,
          terminatingCount: group.draining.size,
        };
        return [group.name, counts] as const;
      }),
    );
  const ports = {
    countMessages,
    countWorkers,
    findQueueStates: findQueueStatesIn(
      table,
      plan.queues.map(({ name }) => name),
    ),
    writeSeen: writeSeenIn(table),
    currentTime,
  };
  return () => noteQueues(namedGroups(plan, names), ports);
}
