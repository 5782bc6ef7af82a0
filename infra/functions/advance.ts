/** Called by EventBridge for each manifest that ends a queue; see hub/job/manifest-pattern.ts. */
import * as z from 'zod';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import { jsonText, readVariables } from '../../hub/read-variables.ts';
import {
  type AdvanceOutcome,
  type AdvancePorts,
  type AdvanceSettings,
  advanceOnManifest,
} from './advance-on-manifest.ts';
import { askForScalingBy } from './ask-for-scaling.ts';
import { changeJobIn } from './change-job.ts';
import { connectTable } from './connect-table.ts';
import { currentTime, variables } from './environment.ts';
import { findJobIn } from './find-job.ts';
import { findPlacesBy } from './find-places.ts';
import { readFunctionPlan } from './function-plan.ts';
import { log } from './log.ts';
import { COUNTS_KEPT_SECONDS, countMessagesIn } from './queue-counts.ts';
import { findQueueStatesIn } from './queue-states.ts';
import { sendMessageTo } from './send-message.ts';
import { shortCache } from './short-cache.ts';

const variablesSchema = z.object({
  JOB_TABLE_NAME: z.string().min(1),
  /** JSON: URL by the queue's name in the plan, of every queue but the first. */
  QUEUE_URLS: jsonText(z.record(z.string(), z.url())),
  /** Whoever scales fleets on submits listens there; absent where no policy of the plan does. */
  SCALE_QUEUE_URL: z.url().optional(),
});
/** What the function has to be given. */
export type AdvanceVariables = z.input<typeof variablesSchema>;

/** `Object Created` of S3, as far as it matters here. The key is not URL-encoded. */
const eventSchema = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

const { JOB_TABLE_NAME, QUEUE_URLS, SCALE_QUEUE_URL } = readVariables(variablesSchema, variables, 'the function');
const plan = readFunctionPlan();
const table = connectTable(JOB_TABLE_NAME);
const settings: AdvanceSettings = { pipeline: pipelineOf(plan), retentionDays: plan.storage.assetRetentionDays };
// A job that comes into its next queue is submitted to that one's fleets.
const askForScaling = askForScalingBy(plan, SCALE_QUEUE_URL, log);
const laterQueues = Object.keys(QUEUE_URLS);
const ports: AdvancePorts = {
  findJob: findJobIn(table),
  findPlaces: findPlacesBy(
    shortCache(COUNTS_KEPT_SECONDS, countMessagesIn(QUEUE_URLS)),
    findQueueStatesIn(table, laterQueues),
  ),
  changeJob: changeJobIn(table),
  sendMessage: sendMessageTo(QUEUE_URLS),
  currentTime,
  log,
};

/**
 * @throws whatever kept it from doing its work: Lambda calls it again twice, and then keeps the event for a person. An
 * event that is of no use is logged and done with.
 */
export async function handler(event: unknown): Promise<AdvanceOutcome> {
  const { key } = eventSchema.parse(event).detail.object;
  try {
    const outcome = await advanceOnManifest(key, settings, ports);
    if (outcome.kind === 'passed') await askForScaling(outcome.queue);
    log(outcome.kind === 'ignored' ? 'WARN' : 'INFO', 'manifest stored', { key, ...outcome });
    return outcome;
  } catch (error) {
    log('ERROR', 'a manifest could not be acted on', { key, error });
    throw error;
  }
}
