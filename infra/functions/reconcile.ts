/**
 * Called every minute: notes what the queues look like, and looks after the jobs that nothing else may ever move again. Every
 * minute, because positions and forecasts are told from what it notes, and because a job whose message was used up by an
 * interruption waits for it.
 */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { OPEN_SHARDS } from '../../hub/job/job.ts';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import { jsonText, readVariables } from '../../hub/read-variables.ts';
import { SECONDS_PER_MINUTE, type Seconds } from '../../hub/units.ts';
import { CALL_LIMITS, CONTROL_CALL_LIMITS } from './call-limits.ts';
import { changeJobIn } from './change-job.ts';
import { connectTable } from './connect-table.ts';
import { countDepartureIn } from './count-departure.ts';
import { countWorkersBy } from './count-workers.ts';
import { currentTime, monotonicSeconds, variables } from './environment.ts';
import { findEndManifestIn } from './find-end-manifest.ts';
import { findJobIn } from './find-job.ts';
import { findPlacesBy } from './find-places.ts';
import { readFunctionPlan } from './function-plan.ts';
import { groupNamesSchema, namedGroups } from './group-names.ts';
import { log } from './log.ts';
import { type NotePorts, noteQueues, writeSeenIn } from './note-queues.ts';
import { listOpenJobsIn } from './open-jobs.ts';
import { COUNTS_KEPT_SECONDS, countMessagesIn } from './queue-counts.ts';
import { findQueueStatesIn } from './queue-states.ts';
import { type ReconcilePorts, type ReconcileReport, type ReconcileSettings, reconcileJobs } from './reconcile-jobs.ts';
import { writeRepairMetrics } from './repair-metrics.ts';
import { sendMessageTo } from './send-message.ts';
import { shortCache } from './short-cache.ts';

const variablesSchema = z.object({
  JOB_TABLE_NAME: z.string().min(1),
  /** JSON: URL by the queue's name in the plan, of every queue. */
  QUEUE_URLS: jsonText(z.record(z.string(), z.url())),
  /** JSON: names of the Auto Scaling groups, by fleet and kind. */
  GROUP_NAMES: jsonText(groupNamesSchema),
  ASSETS_BUCKET: z.string().min(1),
});
/** What the function has to be given. */
export type ReconcileVariables = z.input<typeof variablesSchema>;

/** Of the minute until it is called again, which is also its time limit; what it has begun may need the rest. */
const RECONCILE_SECONDS_MAX: Seconds = 40;

const { JOB_TABLE_NAME, QUEUE_URLS, GROUP_NAMES, ASSETS_BUCKET } = readVariables(
  variablesSchema,
  variables,
  'the function',
);
const plan = readFunctionPlan();
const pipeline = pipelineOf(plan);
const table = connectTable(JOB_TABLE_NAME);
const groups = namedGroups(plan, GROUP_NAMES);
const countMessages = shortCache(COUNTS_KEPT_SECONDS, countMessagesIn(QUEUE_URLS));
const findQueueStates = findQueueStatesIn(table, Object.keys(QUEUE_URLS));
const notePorts: NotePorts = {
  countMessages,
  countWorkers: countWorkersBy(new AutoScalingClient(CONTROL_CALL_LIMITS)),
  findQueueStates,
  writeSeen: writeSeenIn(table),
  currentTime,
};
const settings: ReconcileSettings = {
  pipeline,
  queues: plan.queues,
  retentionDays: plan.storage.assetRetentionDays,
  secondsMax: RECONCILE_SECONDS_MAX,
};
const ports: ReconcilePorts = {
  findJob: findJobIn(table),
  findPlaces: findPlacesBy(countMessages, findQueueStates),
  changeJob: changeJobIn(table),
  sendMessage: sendMessageTo(QUEUE_URLS),
  listOpenJobs: listOpenJobsIn(table, log),
  findEndManifest: findEndManifestIn(new S3Client({ ...CALL_LIMITS, forcePathStyle: true }), ASSETS_BUCKET, pipeline),
  countDeparture: countDepartureIn(table),
  currentTime,
  monotonicSeconds,
  log,
};

/** @throws what kept it from looking at all; it is called again in a minute */
export async function handler(): Promise<ReconcileReport> {
  try {
    await noteQueues(groups, notePorts);
  } catch (error) {
    // Jobs are looked after whatever is noted of the queues.
    log('ERROR', 'the queues could not be noted', { error });
  }
  const minute = Math.floor(Date.parse(currentTime()) / 1000 / SECONDS_PER_MINUTE);
  const report = await reconcileJobs(minute % OPEN_SHARDS.length, settings, ports);
  const repairedCount = report.seen - report.left - report.moved;
  if (repairedCount > 0 || !report.isComplete) log('WARN', 'open jobs were repaired or not all seen', { ...report });
  writeRepairMetrics(plan.stack, report);
  return report;
}
