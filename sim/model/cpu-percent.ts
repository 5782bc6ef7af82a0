/**
 * CPUUtilization of a group, for the source document's CPU 40 % rule: the mean over its instances in service of what
 * each is doing at this moment. GPU stages leave most of the CPU idle, which is why the rule cannot see a backlog.
 */
import { secondsOfStages } from './attempt.ts';
import type { GroupState, Instance, World } from './world.ts';

/** 0..100; NaN while nothing is in service, as EC2 then publishes nothing. */
export function cpuPercentOf(world: World, group: GroupState): number {
  let sum = 0;
  let count = 0;
  for (const member of group.members) {
    if (member.state !== 'inService') continue;
    sum += instancePercent(world, member);
    count += 1;
  }
  return count === 0 ? Number.NaN : sum / count;
}

function instancePercent(world: World, instance: Instance): number {
  const { assumptions, pipeline, jobs } = world;
  if (instance.job < 0) return assumptions.cpuPercentIdle;
  const workedSeconds = world.calendar.nowSeconds - instance.attemptStartSeconds;
  const end = Math.min(pipeline.queueTo[instance.queue]!, jobs.endStage[instance.job]!);
  let doneSeconds = 0;
  for (let stage = instance.attemptFirstStage; stage < end; stage += 1) {
    doneSeconds += secondsOfStages(world, instance, instance.job, stage, stage + 1);
    if (doneSeconds < workedSeconds) continue;
    return pipeline.stages[stage]!.bound === 'gpu' ? assumptions.cpuPercentGpuStage : assumptions.cpuPercentCpuStage;
  }
  return assumptions.cpuPercentIdle;
}
