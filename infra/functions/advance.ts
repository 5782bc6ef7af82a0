/** Called by EventBridge for each manifest that ends a queue; see hub/job/manifest-pattern.ts. */
import * as z from 'zod';
import { pipelineSchema } from '../../hub/job/pipeline.ts';
import {
  type AdvanceOutcome,
  type AdvancePorts,
  type AdvanceSettings,
  advanceOnManifest,
} from './advance-on-manifest.ts';
import { changeJobIn } from './change-job.ts';
import { connectTable } from './connect-table.ts';
import { currentTime, variables } from './environment.ts';
import { findJobIn } from './find-job.ts';
import { log } from './log.ts';
import { jsonText, numberText, readVariables } from './read-variables.ts';
import { sendMessageTo } from './send-message.ts';

const variablesSchema = z.object({
  JOB_TABLE_NAME: z.string().min(1),
  /** JSON of `pipelineOf(plan)`. */
  PIPELINE: jsonText(pipelineSchema),
  /** JSON: URL by the queue's name in the plan, of every queue but the first. */
  QUEUE_URLS: jsonText(z.record(z.string(), z.url())),
  /** How many days a job's record stays: as long as its asset. */
  JOB_RETENTION_DAYS: numberText,
});
/** What the function has to be given. */
export type AdvanceVariables = z.input<typeof variablesSchema>;

/** `Object Created` of S3, as far as it matters here. The key is not URL-encoded. */
const eventSchema = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

const { JOB_TABLE_NAME, PIPELINE, QUEUE_URLS, JOB_RETENTION_DAYS } = readVariables(variablesSchema, variables);
const table = connectTable(JOB_TABLE_NAME);
const settings: AdvanceSettings = { pipeline: PIPELINE, retentionDays: JOB_RETENTION_DAYS };
const ports: AdvancePorts = {
  findJob: findJobIn(table),
  changeJob: changeJobIn(table),
  sendMessage: sendMessageTo(QUEUE_URLS),
  currentTime,
};

/**
 * @throws whatever kept it from doing its work: Lambda calls it again twice, and then keeps the event for a person. An
 * event that is of no use is logged and done with.
 */
export async function handler(event: unknown): Promise<AdvanceOutcome> {
  const { key } = eventSchema.parse(event).detail.object;
  try {
    const outcome = await advanceOnManifest(key, settings, ports);
    log(outcome.kind === 'ignored' ? 'WARN' : 'INFO', 'manifest stored', { key, ...outcome });
    return outcome;
  } catch (error) {
    log('ERROR', 'a manifest could not be acted on', { key, error });
    throw error;
  }
}
