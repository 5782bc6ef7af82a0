/**
 * Faults at random, on the table and queues of moto: the function dies after any of its calls, calls fail, events come twice,
 * late, together and in any order. Jobs never move back and all of them end.
 */
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { type Job, newJob } from '../../hub/job/job.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { isTerminal, rankOf } from '../../hub/job/job-status.ts';
import { manifestKey } from '../../hub/job/manifest-key.ts';
import { type Pipeline, placeOf } from '../../hub/job/pipeline.ts';
import { queueMessage } from '../../hub/job/queue-message.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import { check } from '../../test/kit/check.ts';
import { createHubOnMoto, type HubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import { type AdvancePorts, advanceOnManifest } from './advance-on-manifest.ts';
import { changeJobIn } from './change-job.ts';
import { connectTable } from './connect-table.ts';
import { findJobIn } from './find-job.ts';
import { sendMessageTo } from './send-message.ts';

const pipeline: Pipeline = [
  { queue: 'generation', stages: ['text-to-image', 'matte'] },
  { queue: 'meshing', stages: ['image-to-3d', 'retopology'] },
  { queue: 'rigging', stages: ['texture', 'rigging', 'package'] },
];
const LAST_STAGES = pipeline.map(({ stages }) => stages.at(-1)!);
/** Each run has its own job in the one table. */
const RUNS = { numRuns: 25 };

/** What goes wrong with one delivery of an event, and after which call. */
const FAULTS = ['none', 'write-fails', 'dies-after-write', 'send-fails', 'dies-after-send'] as const;
type Fault = (typeof FAULTS)[number];

async function openHub(): Promise<{ hub: HubOnMoto; ports: AdvancePorts }> {
  const hub = await createHubOnMoto(pipeline);
  Object.assign(process.env, (await startMoto()).variables);
  const table = connectTable(hub.tableName);
  const ports = {
    findJob: findJobIn(table),
    changeJob: changeJobIn(table),
    sendMessage: sendMessageTo(hub.queueUrls),
    currentTime: () => new Date().toISOString(),
  };
  return { hub, ports };
}

const died = (): never => {
  throw new Error('the function died');
};

function faulty(ports: AdvancePorts, fault: Fault): AdvancePorts {
  return {
    ...ports,
    changeJob: async (job, change) => {
      if (fault === 'write-fails') died();
      const result = await ports.changeJob(job, change);
      return fault === 'dies-after-write' ? died() : result;
    },
    sendMessage: async message => {
      if (fault === 'send-fails') died();
      await ports.sendMessage(message);
      if (fault === 'dies-after-send') died();
    },
  };
}

/** True when it was done; false when it died, so that the event has to come again. */
async function deliver(key: string, ports: AdvancePorts): Promise<boolean> {
  try {
    await advanceOnManifest(key, { pipeline, retentionDays: 1 }, ports);
    return true;
  } catch (error) {
    assert.is((error as Error).message, 'the function died');
    return false;
  }
}

let jobCount = 0;
async function submitted(hub: HubOnMoto): Promise<Job> {
  jobCount += 1;
  const bytes = new Uint8Array(16).fill(jobCount, 15);
  const job = newJob({
    jobId: jobIdOf(bytes),
    ownerId: 'ada',
    request: { prompt: 'a fox' },
    firstQueue: 'generation',
    now: new Date().toISOString(),
    retentionDays: 1,
  });
  await hub.putItem(job);
  return job;
}

const keyOf = (job: Job, stage: StageName) => manifestKey({ jobId: job.jobId, stage, inputHash: '0'.repeat(64) });

/** Deliveries of the last manifests: at least one of each, in any order, with their faults, some at the same instant. */
const copies = fc.array(fc.constantFrom(...LAST_STAGES), { maxLength: 4 });
const order = copies.chain(more => {
  const all = [...LAST_STAGES, ...more];
  return fc.tuple(
    fc.shuffledSubarray(all, { minLength: all.length }),
    fc.array(fc.constantFrom(...FAULTS), { minLength: all.length, maxLength: all.length }),
    fc.integer({ min: 1, max: 3 }),
  );
});

check('advancing', {
  'does not take a job for unknown of which not every copy of the table has heard': async () => {
    const { hub, ports } = await openHub();
    const job = await submitted(hub);
    const findJob: AdvancePorts['findJob'] = async (jobId, mode) =>
      mode === 'exact' ? ports.findJob(jobId, mode) : undefined;
    await deliver(keyOf(job, 'matte'), { ...ports, findJob });
    assert.is((await hub.itemOf(job.jobId))?.queue, 'meshing');
  },
  'never moves a job back, and ends it when all manifests have come': async () => {
    const { hub, ports } = await openHub();
    const property = fc.asyncProperty(order, async ([stages, faults, togetherCount]) => {
      const job = await submitted(hub);
      let waiting = stages.map((stage, index) => ({ stage, fault: faults[index] ?? 'none' }));
      let seen = job;
      while (waiting.length > 0) {
        const together = waiting.slice(0, togetherCount);
        const isDone = await Promise.all(
          together.map(({ stage, fault }) => deliver(keyOf(job, stage), faulty(ports, fault))),
        );
        // Lambda calls it again, later, and by then nothing is wrong.
        const again = together
          .filter((_, index) => !isDone[index])
          .map(({ stage }) => ({ stage, fault: 'none' as const }));
        waiting = [...waiting.slice(togetherCount), ...again];

        const next = (await hub.itemOf(job.jobId)) as Job;
        assert.ok(rankOf(next.status) >= rankOf(seen.status), `${seen.status} -> ${next.status}`);
        assert.ok(placeOf(pipeline, next.queue) >= placeOf(pipeline, seen.queue), `${seen.queue} -> ${next.queue}`);
        if (isTerminal(seen.status)) assert.equal(next, seen);
        seen = next;
      }
      assert.is(seen.status, 'succeeded');
    });
    await fc.assert(property, RUNS);
  },

  'brings every job to its end with workers that only do what their messages say': async () => {
    const { hub, ports } = await openHub();
    const faults = fc.array(fc.tuple(fc.constantFrom(...FAULTS), fc.boolean()), { minLength: 12, maxLength: 12 });
    const property = fc.asyncProperty(faults, async plannedFaults => {
      const job = await submitted(hub);
      const planned = [...plannedFaults];
      const lastStageOf = (queue: string) => pipeline[placeOf(pipeline, queue)]!.stages.at(-1)!;
      let messages = [queueMessage(job.jobId, 'generation')];
      while (messages.length > 0) {
        for (const message of messages) {
          const key = keyOf(job, lastStageOf(message.queue));
          const [fault, isTwice] = planned.shift() ?? ['none', false];
          if (!(await deliver(key, faulty(ports, fault)))) await deliver(key, ports);
          if (isTwice) await deliver(key, ports);
        }
        messages = [...(await hub.takeMessages('meshing')), ...(await hub.takeMessages('rigging'))];
      }
      assert.is(((await hub.itemOf(job.jobId)) as Job).status, 'succeeded');
      assert.equal(await hub.takeMessages('generation'), []);
    });
    await fc.assert(property, RUNS);
  },
});
