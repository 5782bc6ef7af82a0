/** The deployed functions, in this process, wired by their own variables. */
import type { HubPlan } from '../hub/plan/hub-plan.ts';
import { API_ENTRIES, type ApiEntry } from '../infra/api/routes.ts';
import type { Emulator } from './aws/aws-clients.ts';
import type { LocalHub } from './aws/create-hub.ts';
import { setVariables } from './environment.ts';
import type { Handler } from './http/serve-api.ts';

export type EventHandler = (event: unknown) => Promise<unknown>;

export type LoadedFunctions = {
  readonly api: Readonly<Record<ApiEntry, Handler>>;
  readonly advance: EventHandler;
  /** On AWS called every minute. */
  readonly reconcile: () => Promise<unknown>;
};

let loadCount = 0;

export type Wiring = {
  readonly hub: LocalHub;
  readonly emulator: Emulator;
  /** Of signed URLs. */
  readonly baseUrl: string;
  /** Holds `functionPlanOf(plan)`. */
  readonly planFile: string;
};

/** Every variable of every function: what one does not know, it does not read. */
export function functionVariables({ hub, emulator, baseUrl, planFile }: Wiring): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_REGION: emulator.region,
    AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
    HUB_PLAN_FILE: planFile,
    JOB_TABLE_NAME: hub.tableName,
    QUEUE_URLS: JSON.stringify(hub.queueUrls),
    ASSETS_BUCKET: hub.bucket,
    ASSETS_BASE_URL: baseUrl,
    SIGNING_KEY_PAIR_ID: hub.signing.keyPairId,
    SIGNING_KEY_PARAMETER: hub.signing.parameter,
    SCALE_QUEUE_URL: hub.scaleUrl,
  };
}

export async function loadFunctions(plan: HubPlan, wiring: Wiring): Promise<LoadedFunctions> {
  const { queueUrls } = wiring.hub;
  const variables = functionVariables(wiring);
  const laterUrls = Object.fromEntries(plan.queues.slice(1).map(({ name }) => [name, queueUrls[name]]));
  loadCount += 1;
  const load = async (entry: string, more: Readonly<Record<string, string>> = {}) => {
    setVariables({ ...variables, ...more });
    const loaded = (await import(`../infra/functions/${entry}.ts?load=${loadCount}`)) as { handler: unknown };
    return loaded.handler;
  };
  const api: Partial<Record<ApiEntry, Handler>> = {};
  for (const entry of API_ENTRIES) api[entry] = (await load(entry)) as Handler;
  const advance = (await load('advance', { QUEUE_URLS: JSON.stringify(laterUrls) })) as EventHandler;
  // Nobody scales here: the groups of the plan are told to have no name.
  const reconcile = (await load('reconcile', { GROUP_NAMES: '{}' })) as LoadedFunctions['reconcile'];
  return { api: api as LoadedFunctions['api'], advance, reconcile };
}
