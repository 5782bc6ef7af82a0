/** The job API on one machine: the plan's hub on an emulator, the deployed functions over HTTP, and what moves jobs on. */
import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubError } from '../hub/errors.ts';
import { functionPlanOf } from '../hub/plan/function-plan.ts';
import type { HubPlan } from '../hub/plan/hub-plan.ts';
import { SECONDS_PER_MINUTE, type Seconds } from '../hub/units.ts';
import { allowUploads } from './aws/allow-uploads.ts';
import { type AwsClients, awsClients, type Emulator } from './aws/aws-clients.ts';
import { createHub, type LocalHub } from './aws/create-hub.ts';
import { drawName, nowMilliseconds, sleep } from './environment.ts';
import { pump } from './events/pump.ts';
import { type ApiParts, createApiServer } from './http/serve-api.ts';
import { ISSUER_PATH, serveIssuer } from './http/serve-issuer.ts';
import { servePage } from './http/serve-page.ts';
import { AUDIENCE, createIssuer } from './http/tokens.ts';
import { loadFunctions, type Wiring } from './load-functions.ts';
import { workerVariables } from './worker-variables.ts';

export type LocalApi = {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  readonly hub: LocalHub;
  readonly wiring: Wiring;
  readonly clients: AwsClients;
  /** @param more claims that replace those of a good token */
  readonly tokenOf: (subject: string, more?: Readonly<Record<string, string | number>>) => string;
  /** What is done every minute, now. */
  readonly reconcile: () => Promise<unknown>;
  /** Keeps the process from ending no longer: for tests. */
  readonly letGo: () => void;
  /** Makes the hub's parts again, as they were, on an emulator that has started anew. */
  readonly rebuild: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type LocalApiOptions = {
  readonly plan: HubPlan;
  readonly emulator: Emulator;
  /** 0: any that is free. */
  readonly port: number;
  readonly onError: (error: unknown) => void;
  /** Of the hub on the emulator; drawn unless it is said. */
  readonly name?: string;
  /** What a hub keeps that is started again; drawn unless they are said. */
  readonly keys?: { readonly signing: KeyObject; readonly issuer: KeyObject };
  /** That is on the emulator already, as another API left it; made unless it is said. */
  readonly hub?: LocalHub;
  /** Whole seconds, at least 1: where asking costs nothing, people see sooner what has become of their job. */
  readonly pollSecondsMax?: Seconds;
  /** Of the built page (page/fresh-page.ts); absent: no page is served. */
  readonly pageFolder?: string;
};

/** @throws HubError USAGE when the port is taken */
export async function startApi(options: LocalApiOptions): Promise<LocalApi> {
  const { plan, emulator, port, onError, name = `asset-hub-${plan.stack}-${drawName()}`, keys, pageFolder } = options;
  // 1. The port first: URLs are signed with it.
  const { promise: ready, resolve: setReady } = Promise.withResolvers<ApiParts>();
  const server = createApiServer(ready).listen(port, '127.0.0.1');
  await once(server, 'listening').catch(error => {
    throw portError(port, error);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // 2. The hub, and its functions.
  const clients = awsClients(emulator);
  const makeHub = async (): Promise<LocalHub> => {
    const made = await createHub(plan, name, clients, emulator, keys?.signing);
    await allowUploads(clients.s3, made.bucket, url);
    return made;
  };
  const hub = options.hub ?? (await makeHub());
  const planFile = join(mkdtempSync(join(tmpdir(), 'asset-hub-api-')), 'plan.json');
  writeFileSync(planFile, JSON.stringify(functionPlanOf(plan)));
  const wiring = { hub, emulator, baseUrl: url, planFile };
  const functions = await loadFunctions(plan, wiring);
  const issuer = createIssuer(`${url}${ISSUER_PATH}`, keys?.issuer);
  const { keyPairId, publicKey } = hub.signing;
  setReady({
    handlers: functions.api,
    issuer,
    signIn: serveIssuer(issuer, { baseUrl: url, drawCode: drawName }),
    page:
      pageFolder === undefined
        ? undefined
        : servePage({
            folder: pageFolder,
            baseUrl: url,
            config: { apiUrl: '', issuer: issuer.url, clientId: AUDIENCE, scope: 'openid' },
            // Uploads go to the bucket, as they do on AWS.
            connectOrigins: [emulator.endpoint],
          }),
    assets: { baseUrl: url, keyPairId, publicKey, s3: clients.s3, bucket: hub.bucket },
    workerVariables: fleet => workerVariables({ plan, hub, emulator }, fleet),
    nowMilliseconds,
    drawRequestId: drawName,
    pollSecondsMax: options.pollSecondsMax,
    onError,
  });
  // 3. What moves jobs on.
  const stopping = new AbortController();
  const { signal } = stopping;
  const upkeep = everyMinute(functions.reconcile, onError, signal);
  const events = pump({ sqs: clients.sqs, queueUrl: hub.eventsUrl, call: functions.advance, onError, signal });
  return {
    url,
    hub,
    wiring,
    clients,
    tokenOf: (subject, more) => issuer.tokenOf(subject, nowMilliseconds() / 1000, more),
    reconcile: functions.reconcile,
    letGo: () => server.unref(),
    rebuild: async () => {
      await makeHub();
    },
    stop: async () => {
      stopping.abort();
      server.close();
      server.closeAllConnections();
      await Promise.all([events, upkeep]);
    },
  };
}

function portError(port: number, cause: unknown): unknown {
  if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') return cause;
  return new HubError('USAGE', `port ${port} is taken: another hub may listen there`, {
    hint: 'end that one, or say another port with --port',
    cause,
  });
}

/** As the schedule of the deploy does; a call that fails is logged, and the next one comes. */
async function everyMinute(
  call: () => Promise<unknown>,
  onError: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await sleep(SECONDS_PER_MINUTE, signal);
    if (signal.aborted) return;
    await call().catch(onError);
  }
}
