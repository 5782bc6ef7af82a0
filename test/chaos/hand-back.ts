/** A worker in the middle of a long stage is told that its instance goes. */
import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { awsClients } from '../../local/aws/aws-clients.ts';
import { startApi } from '../../local/start-api.ts';
import { workerVariables } from '../../local/worker-variables.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import { startMoto } from '../moto/start-moto.ts';
import { createCrew, giveNotice, processesOf } from './crew.ts';
import { allJobs, submitAll } from './jobs.ts';

export type HandedBack = {
  /** From the notice in the metadata until the message was visible again. */
  readonly seconds: number;
  readonly exitCode: number | null;
  /** Whether somebody still has the job, and how often it was begun. */
  readonly isHeld: boolean;
  readonly leftProcesses: readonly string[];
};

const LOOK_MILLISECONDS = 20;
const STAGE_MILLISECONDS = 60_000;

const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, LOOK_MILLISECONDS));
};

export async function handBack(): Promise<HandedBack> {
  process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
  const { clientConfig } = await startMoto();
  const plan = stackPlan('dev');
  const api = await startApi({ plan, emulator: clientConfig, port: 0, onError: console.error });
  const calm = awsClients(clientConfig);
  await submitAll(api, [{ prompt: 'figure' }]);
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-notice-'));
  const [notesFile, logFile] = [join(folder, 'notes.jsonl'), join(folder, 'worker.log')];
  appendFileSync(notesFile, '');
  // Too little of the two minutes for what the plan's stages take.
  const variables = {
    ...workerVariables({ plan, hub: api.hub, emulator: clientConfig }, undefined)!,
    ASSET_HUB_SCALE_IN_PROTECTION: 'false',
    ASSET_HUB_NOTICE_FINISH_SECONDS: '5',
  };
  const crew = createCrew({ variables, notesFile, logFile, stageMilliseconds: STAGE_MILLISECONDS });
  try {
    await crew.refill(1);
    const [hand] = crew.hands;
    await until(() => readFileSync(notesFile, 'utf8') !== '');
    giveNotice(hand!);
    const from = performance.now();
    await until(async () => {
      const { Attributes } = await calm.sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: api.hub.queueUrls.generation,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return Attributes?.ApproximateNumberOfMessages === '1';
    });
    const seconds = (performance.now() - from) / 1000;
    const [exitCode = null] = await crew.dismiss();
    const [job] = await allJobs(api.hub, calm);
    return { seconds, exitCode, isHeld: job?.lease !== undefined, leftProcesses: processesOf(notesFile) };
  } finally {
    await crew.dismiss();
    await api.stop();
  }
}
