/**
 * The job API in a process of its own, which can be killed and started again on the same hub. Variable: CHAOS_API_FILE, JSON of
 * `ApiFile`. Prints its URL when it serves, and ends when its input does.
 */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Emulator } from '../../local/aws/aws-clients.ts';
import type { LocalHub } from '../../local/aws/create-hub.ts';
import { startApi } from '../../local/start-api.ts';

export type ApiFile = {
  readonly plan: HubPlan;
  readonly emulator: Emulator;
  readonly hub: Omit<LocalHub, 'signing'> & { readonly signing: Omit<LocalHub['signing'], 'publicKey'> };
  /** PEM: of signed URLs, and of tokens. */
  readonly keys: { readonly signing: string; readonly issuer: string };
  /** 0 at the first start. */
  readonly port: number;
};

/** On AWS a minute. */
const RECONCILE_SECONDS = 5;

const { plan, emulator, hub, keys, port } = JSON.parse(
  readFileSync(process.env.CHAOS_API_FILE ?? '', 'utf8'),
) as ApiFile;
const [signing, issuer] = [createPrivateKey(keys.signing), createPrivateKey(keys.issuer)];
const api = await startApi({
  plan,
  emulator,
  port,
  hub: { ...hub, signing: { ...hub.signing, publicKey: createPublicKey(signing) } },
  keys: { signing, issuer },
  onError: error => console.error(String(error)),
});
console.log(api.url);
setInterval(() => api.reconcile().catch(error => console.error(String(error))), RECONCILE_SECONDS * 1000);
process.stdin.resume().once('end', () => process.exit(0));
