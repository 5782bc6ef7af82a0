/** What a worker on this machine is told: what the deploy tells one, but for its folders, and no GPU is asked for. */
import type { Fleet, HubPlan } from '../hub/plan/hub-plan.ts';
import { workerEnvironment } from '../infra/boot/worker-environment.ts';
import type { Emulator } from './aws/aws-clients.ts';
import type { LocalHub } from './aws/create-hub.ts';

export type WorkerWiring = { readonly plan: HubPlan; readonly hub: LocalHub; readonly emulator: Emulator };

/**
 * Environment variables; the folders are for whoever starts it.
 *
 * @param fleetName absent: a fleet that serves all queues, what is nearly done first
 * @param groupKind of the fleet; absent: burst, where it has one
 * @returns undefined when the plan has no such fleet
 */
export function workerVariables(
  { plan, hub, emulator }: WorkerWiring,
  fleetName: string | undefined,
  groupKind?: 'base' | 'burst',
): Readonly<Record<string, string>> | undefined {
  const fleet = fleetName === undefined ? wholeFleet(plan) : plan.fleets.find(({ name }) => name === fleetName);
  if (fleet === undefined) return undefined;
  const deployed = workerEnvironment({
    plan,
    fleet,
    kind: groupKind ?? (fleet.burst === undefined ? 'base' : 'burst'),
    workerImage: '',
    assetsBucketName: hub.bucket,
    jobTableName: hub.tableName,
    logGroupName: '',
    queueUrls: hub.queueUrls,
  });
  return {
    ...deployed,
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_REGION: emulator.region,
    AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
    ASSET_HUB_PROVIDER: 'cpu',
    ASSET_HUB_STAND_INS: 'true',
    // Several workers may run on one machine.
    ASSET_HUB_HEALTH_PORT: '0',
  };
}

const wholeFleet = ({ fleets, queues }: HubPlan): Fleet => ({
  ...fleets[0]!,
  queues: queues.map(({ name }) => name).toReversed(),
});
