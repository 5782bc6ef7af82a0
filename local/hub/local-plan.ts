/** A stack's plan as one machine serves it: what is waited for passes faster, and work takes what it takes here. */
import type { Distribution } from '../../hub/distribution.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import type { Seconds } from '../../hub/units.ts';

/** Long polls of seconds end soon when a worker is told to go, and cost nothing on an emulator. */
const LONG_POLL_SECONDS_MAX: Seconds = 2;
/** A machine that is busy beats late: shorter, and jobs would be taken from workers that live. Own choice. */
const VISIBILITY_SECONDS_MIN: Seconds = 30;
const HEARTBEAT_SECONDS_MIN: Seconds = 5;

/**
 * Of the graphs that stand in for models, with Blender, on two cores of an AMD EPYC that had other work, too; measured on
 * 2026-11-28. With weights it takes far longer, and the time that is told corrects itself by what the queues are seen to do [L].
 */
const STAGE_SECONDS: Readonly<Record<StageName, Seconds>> = {
  'text-to-image': 2,
  matte: 1,
  'image-to-3d': 12,
  retopology: 40,
  texture: 20,
  rigging: 12,
  package: 4,
};
/** Of a worker's process, until it polls; measured as the above. */
const START_SECONDS: Seconds = 2;

/** @param isTimed stages take the plan's own times */
export function localPlan(plan: HubPlan, timeScale: number, isTimed: boolean): HubPlan {
  const faster = (seconds: Seconds, secondsMin: Seconds) =>
    Math.min(seconds, Math.max(secondsMin, Math.ceil(seconds / timeScale)));
  const queues = plan.queues.map(queue => ({
    ...queue,
    longPollSeconds: Math.min(queue.longPollSeconds, LONG_POLL_SECONDS_MAX),
    // Without heartbeats the timeout has to outlast the work, which is as slow as ever.
    ...(queue.heartbeatSeconds > 0 && {
      heartbeatSeconds: faster(queue.heartbeatSeconds, HEARTBEAT_SECONDS_MIN),
      visibilityTimeoutSeconds: faster(queue.visibilityTimeoutSeconds, VISIBILITY_SECONDS_MIN),
    }),
  }));
  return { ...plan, queues, ...(!isTimed && timesHere(plan)) };
}

/** What the API reckons with when it says how long a job will take. */
function timesHere({ stages, boot }: HubPlan): Pick<HubPlan, 'stages' | 'boot'> {
  const start = { launchSeconds: constant(0), bootSeconds: constant(START_SECONDS), modelLoadSeconds: constant(0) };
  return {
    stages: mapValues(stages, (stage, name) => ({ ...stage, serviceSeconds: constant(STAGE_SECONDS[name]) })),
    boot: mapValues(boot, () => start),
  };
}

const constant = (value: Seconds): Distribution => ({ kind: 'constant', value });

function mapValues<Name extends string, Value>(
  of: Readonly<Record<Name, Value>>,
  change: (value: Value, name: Name) => Value,
): Record<Name, Value> {
  const entries = Object.entries(of) as [Name, Value][];
  return Object.fromEntries(entries.map(([name, value]) => [name, change(value, name)])) as Record<Name, Value>;
}
