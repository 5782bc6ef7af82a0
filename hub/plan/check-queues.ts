import { didYouMean } from '../yaml/did-you-mean.ts';
import { error, type Finding, repeats, warning } from './finding.ts';
import type { HubPlanInput } from './hub-plan.ts';
import type { QueuePlan } from './pipeline-plan.ts';
import { STAGE_NAMES } from './stage-names.ts';

/** Leases and the stages of each queue: a job must be able to pass all queues in one order. */
export function checkQueues(plan: HubPlanInput): readonly Finding[] {
  const names = Object.keys(plan.queues);
  return names.flatMap((name, index) => {
    const queue = plan.queues[name]!;
    return [
      ...checkLease(name, queue),
      ...checkStages(name, queue),
      ...checkStageOwners(name, queue, plan, names.slice(0, index)),
    ];
  });
}

function checkLease(name: string, { heartbeatSeconds, visibilityTimeoutSeconds }: QueuePlan): readonly Finding[] {
  if (heartbeatSeconds < visibilityTimeoutSeconds || (heartbeatSeconds === 0 && visibilityTimeoutSeconds === 0))
    return [];
  const seen = `(saw ${heartbeatSeconds}, visibilityTimeoutSeconds ${visibilityTimeoutSeconds})`;
  const message = `must be below visibilityTimeoutSeconds, or the lease ends before it is extended ${seen}`;
  return [
    error(['queues', name, 'heartbeatSeconds'], message, `lower it to ${Math.floor(visibilityTimeoutSeconds / 6)}`),
  ];
}

/** Within one queue: each stage once, in the order of the pipeline, none left out between. */
function checkStages(name: string, { stages }: QueuePlan): readonly Finding[] {
  const path = ['queues', name, 'stages'];
  const [repeated] = repeats(stages);
  if (repeated !== undefined)
    return [error([...path, repeated.index], `stands twice (saw ${repeated.item})`, 'remove one')];
  const sorted = STAGE_NAMES.filter(stage => stages.includes(stage));
  if (sorted.some((stage, index) => stage !== stages[index])) {
    return [
      error(path, `must follow the order of the pipeline (saw ${stages.join(', ')})`, `write ${sorted.join(', ')}`),
    ];
  }
  const run = STAGE_NAMES.slice(STAGE_NAMES.indexOf(sorted[0]!), STAGE_NAMES.indexOf(sorted.at(-1)!) + 1);
  const skipped = run.filter(stage => !stages.includes(stage));
  if (skipped.length === 0) return [];
  return [
    error(path, `must be neighbours in the pipeline (${skipped.join(', ')} lies between)`, `write ${run.join(', ')}`),
  ];
}

function checkStageOwners(
  name: string,
  queue: QueuePlan,
  plan: HubPlanInput,
  earlier: readonly string[],
): readonly Finding[] {
  return queue.stages.flatMap((stage, index) => {
    const owner = earlier.find(other => plan.queues[other]!.stages.includes(stage));
    if (owner === undefined) return [];
    return [
      error(
        ['queues', name, 'stages', index],
        `is already a stage of queue ${owner} (saw ${stage})`,
        'keep it in one queue',
      ),
    ];
  });
}

/** Stages no queue carries are not worked on; right for a study, a slip in a stack. */
export function checkStagesServed(plan: HubPlanInput): readonly Finding[] {
  const served = new Set(Object.values(plan.queues).flatMap(queue => queue.stages));
  const missing = STAGE_NAMES.filter(stage => !served.has(stage));
  if (missing.length === 0 || served.size === 0) return [];
  return [warning(['queues'], `carry no ${missing.join(', ')}: jobs skip these stages`, 'add them to a queue')];
}

/** Every queue a fleet polls exists. */
export function checkFleetQueues(plan: HubPlanInput): readonly Finding[] {
  const known = Object.keys(plan.queues);
  return Object.entries(plan.fleets).flatMap(([fleet, { queues }]) => [
    ...queues.flatMap((queue, index) => {
      if (known.includes(queue)) return [];
      return [error(['fleets', fleet, 'queues', index], `must name a queue (saw ${queue})`, didYouMean(queue, known))];
    }),
    ...repeats(queues).map(({ item, index }) =>
      error(['fleets', fleet, 'queues', index], `stands twice (saw ${item})`, 'remove one'),
    ),
  ]);
}

/** Every queue is polled by a fleet: jobs in any other wait for ever. */
export function checkQueuesServed(plan: HubPlanInput): readonly Finding[] {
  const polled = new Set(Object.values(plan.fleets).flatMap(fleet => fleet.queues));
  return Object.keys(plan.queues)
    .filter(name => !polled.has(name))
    .map(name =>
      error(
        ['queues', name],
        'is polled by no fleet, so its jobs would wait for ever',
        `add ${name} to the queues of a fleet`,
      ),
    );
}
