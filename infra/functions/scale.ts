/**
 * Called for the messages of a queue into which the submit function says that a fleet has something to do. A message that
 * could not be acted on comes again.
 */
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import * as z from 'zod';
import { jsonText, readVariables } from '../../hub/read-variables.ts';
import { CONTROL_CALL_LIMITS } from './call-limits.ts';
import { connectTable } from './connect-table.ts';
import { countWorkersBy } from './count-workers.ts';
import { currentTime, variables } from './environment.ts';
import { readFunctionPlan } from './function-plan.ts';
import { groupNamesSchema, namedGroups } from './group-names.ts';
import { log } from './log.ts';
import { countMessagesIn } from './queue-counts.ts';
import { memoriesIn, type ScalePorts, type Scaling, scaleFleet, setDesiredCountBy } from './scale-fleet.ts';

const variablesSchema = z.object({
  JOB_TABLE_NAME: z.string().min(1),
  /** JSON: URL by the queue's name in the plan, of every queue. */
  QUEUE_URLS: jsonText(z.record(z.string(), z.url())),
  /** JSON: names of the Auto Scaling groups, by fleet and kind. */
  GROUP_NAMES: jsonText(groupNamesSchema),
});
/** What the function has to be given. */
export type ScaleVariables = z.input<typeof variablesSchema>;

/** What Lambda hands over of a queue, as far as it matters here (Lambda guide, SQS event, 2023 [H]). */
const eventSchema = z.object({ Records: z.array(z.object({ body: jsonText(z.object({ fleet: z.string() })) })) });

const { JOB_TABLE_NAME, QUEUE_URLS, GROUP_NAMES } = readVariables(variablesSchema, variables, 'the function');
const groups = namedGroups(readFunctionPlan(), GROUP_NAMES);
const autoScaling = new AutoScalingClient(CONTROL_CALL_LIMITS);
const ports: ScalePorts = {
  countMessages: countMessagesIn(QUEUE_URLS),
  countWorkers: countWorkersBy(autoScaling),
  memories: memoriesIn(connectTable(JOB_TABLE_NAME)),
  setDesiredCount: setDesiredCountBy(autoScaling),
  currentTime,
  log,
};

/** @throws whatever kept it from scaling: the messages then come again */
export async function handler(event: unknown): Promise<readonly Scaling[]> {
  try {
    const fleets = new Set(eventSchema.parse(event).Records.map(({ body }) => body.fleet));
    const scalings: Scaling[] = [];
    for (const fleet of fleets) {
      scalings.push(
        ...(await scaleFleet(
          groups.filter(group => group.fleet === fleet),
          ports,
        )),
      );
    }
    for (const scaling of scalings) log('INFO', 'scaled on submit', { ...scaling });
    return scalings;
  } catch (error) {
    log('ERROR', 'a fleet could not be scaled on submit', { error });
    throw error;
  }
}
