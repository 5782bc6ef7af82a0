/** One look at what the metadata service says of the instance's future. */
import type { Seconds } from '../../hub/units.ts';
import type { InstanceView } from './instance-state.ts';
import type { MetadataAnswer, MetadataClient } from './metadata-client.ts';

/** Paths: EC2 guide, Spot interruption notices and rebalance recommendations; Auto Scaling guide, 2023 [H]. */
const SPOT_ACTION = 'spot/instance-action';
const REBALANCE = 'events/recommendations/rebalance';
const LIFECYCLE_TARGET = 'autoscaling/target-lifecycle-state';

export type Look = {
  readonly view: InstanceView;
  /** Why something could not be read; what was, counts all the same. */
  readonly errors: readonly unknown[];
};

export type Clocks = {
  readonly monotonicSeconds: () => Seconds;
  /** ISO 8601. AWS says at what time of day the instance ends. */
  readonly currentTime: () => string;
};

/** @example readView(client, clocks, false)   // { view: { lifecycleTarget: 'InService', ... }, errors: [] } */
export async function readView(client: MetadataClient, clocks: Clocks, isEndAsked: boolean): Promise<Look> {
  const [spot, rebalance, target] = (await Promise.all(
    [SPOT_ACTION, REBALANCE, LIFECYCLE_TARGET].map(client.read),
  )) as [MetadataAnswer, MetadataAnswer, MetadataAnswer];
  return {
    view: {
      lifecycleTarget: targetOf(target),
      isRebalanceAdvised: rebalance.kind === 'found',
      spotEndSeconds: spot.kind === 'found' ? spotEndSeconds(spot.text, clocks) : undefined,
      isEndAsked,
    },
    errors: [spot, rebalance, target].flatMap(answer => (answer.kind === 'unreachable' ? [answer.error] : [])),
  };
}

/** An instance that is in no group is where it should be. */
function targetOf(answer: MetadataAnswer): string | undefined {
  if (answer.kind === 'unreachable') return undefined;
  return answer.kind === 'found' ? answer.text : 'InService';
}

/**
 * `{"action": "terminate", "time": "2026-11-27T08:22:00Z"}`. The instance's clock is kept by chrony, so the difference to it
 * is time left; a notice that nobody can read means: now.
 */
function spotEndSeconds(text: string, { monotonicSeconds, currentTime }: Clocks): Seconds {
  const endsAt = Date.parse(timeOf(text));
  const leftSeconds = (endsAt - Date.parse(currentTime())) / 1000;
  return monotonicSeconds() + (Number.isFinite(leftSeconds) ? leftSeconds : 0);
}

function timeOf(text: string): string {
  try {
    return String((JSON.parse(text) as { readonly time?: unknown }).time);
  } catch {
    return '';
  }
}
