/** A submit whose calls fail, on the table and queue of moto: nothing is promised that nobody does, nothing vanishes. */
import * as assert from 'uvu/assert';
import type { Job } from '../../hub/job/job.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { check } from '../../test/kit/check.ts';
import { createHubOnMoto, type HubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import { changeJobIn } from './change-job.ts';
import { connectTable } from './connect-table.ts';
import { findJobIn } from './find-job.ts';
import type { Log } from './log.ts';
import { putJobInto } from './put-job.ts';
import { sendMessageTo } from './send-message.ts';
import { keyedJobId, requestHashOf, type SubmitOutcome, type SubmitPorts, submitJob } from './submit-job.ts';
import { withdrawJobFrom } from './withdraw-job.ts';

const jobId = jobIdOf(new Uint8Array(16));
const now = '2026-11-22T10:00:00.000Z';

type Bench = {
  readonly hub: HubOnMoto;
  readonly ports: SubmitPorts;
  readonly logged: readonly string[];
};

async function openBench(): Promise<Bench> {
  const hub = await createHubOnMoto([{ queue: 'generation', stages: ['package'] }]);
  Object.assign(process.env, (await startMoto()).variables);
  const table = connectTable(hub.tableName);
  const logged: string[] = [];
  const log: Log = (level, message) => logged.push(`${level} ${message}`);
  const ports: SubmitPorts = {
    findJob: findJobIn(table),
    findPlaces: async () => ({ generation: { aheadCount: 0, departedCount: 0 } }),
    putJob: putJobInto(table),
    changeJob: changeJobIn(table),
    sendMessage: sendMessageTo(hub.queueUrls),
    withdrawJob: withdrawJobFrom(table),
    currentTime: () => now,
    log,
  };
  return { hub, ports, logged };
}

const submit = (ports: SubmitPorts, ownerId = 'ada'): Promise<SubmitOutcome> =>
  submitJob(
    { jobId, ownerId, request: { kind: 'character', prompt: 'a fox' } },
    { firstQueue: 'generation', openDays: 1, requestSecondsMax: 20 },
    ports,
  );

const fails = async (): Promise<never> => {
  throw new Error('no answer');
};
/** Does it, and loses the answer. */
const losesAnswer =
  <Input>(call: (input: Input) => Promise<unknown>) =>
  async (input: Input): Promise<never> => {
    await call(input);
    throw new Error('no answer');
  };

check('a submit', {
  'leaves a job of the same id as it is': async () => {
    const { hub, ports } = await openBench();
    assert.is((await submit(ports, 'ada')).kind, 'submitted');
    await hub.takeMessages('generation');
    assert.is((await submit(ports, 'bob')).kind, 'taken');
    assert.is((await hub.itemOf(jobId))?.ownerId, 'ada');
    assert.equal(await hub.takeMessages('generation'), []);
  },
  'does not take its own repeated write for another job': async () => {
    const { hub, ports } = await openBench();
    // The SDK repeats a call whose answer was lost: the same put, word for word.
    const { putJob } = ports;
    const sendTwice: typeof hub.table.send = hub.table.send.bind(hub.table);
    const table = { client: hub.table, tableName: hub.tableName };
    hub.table.send = (async (command: never) => {
      await sendTwice(command);
      return sendTwice(command);
    }) as never;
    const putTwice = putJobInto(table);
    assert.is((await submit({ ...ports, putJob: putTwice })).kind, 'submitted');
    hub.table.send = sendTwice;
    assert.is((await hub.takeMessages('generation')).length, 1);
    assert.is(await putJob({ ...((await hub.itemOf(jobId)) as Job) }), 'taken', 'another put of the same job');
  },
  'does not overwrite a job that was taken up': async () => {
    const { hub, ports } = await openBench();
    const outcome = await submit(ports);
    if (outcome.kind !== 'submitted') throw new Error(outcome.kind);
    await hub.putItem({ ...outcome.job, status: 'running' });
    assert.is(await ports.putJob(outcome.job), 'taken');
    assert.is((await hub.itemOf(jobId))?.status, 'running');
  },
  'whose message cannot be sent is undone': async () => {
    const { hub, ports, logged } = await openBench();
    assert.equal(await submit({ ...ports, sendMessage: fails }), { kind: 'unsent' });
    assert.is(await hub.itemOf(jobId), undefined);
    assert.equal(logged, ['ERROR the queue took no message']);
  },
  'whose message arrived although the send failed is undone, and the message speaks of nothing': async () => {
    const { hub, ports } = await openBench();
    const outcome = await submit({ ...ports, sendMessage: losesAnswer(ports.sendMessage) });
    assert.is(outcome.kind, 'unsent');
    assert.is(await hub.itemOf(jobId), undefined);
    assert.is((await hub.takeMessages('generation')).length, 1);
  },
  'whose message was already taken up is submitted': async () => {
    const { hub, ports } = await openBench();
    const arrives: SubmitPorts['sendMessage'] = async message => {
      await ports.sendMessage(message);
      const job = (await hub.itemOf(jobId)) as Job;
      await hub.putItem({ ...job, status: 'starting' });
      throw new Error('no answer');
    };
    assert.is((await submit({ ...ports, sendMessage: arrives })).kind, 'submitted');
    assert.is((await hub.itemOf(jobId))?.status, 'starting');
  },
  'that cannot be undone either is refused, and the log names the job': async () => {
    const { hub, ports, logged } = await openBench();
    assert.is((await submit({ ...ports, sendMessage: fails, withdrawJob: fails })).kind, 'unsent');
    assert.is((await hub.itemOf(jobId))?.status, 'queued');
    assert.equal(logged, ['ERROR the queue took no message', 'ERROR a job was left in the table without a message']);
  },
  'whose sending cannot be noted is submitted all the same': async () => {
    const { hub, ports, logged } = await openBench();
    assert.is((await submit({ ...ports, changeJob: fails })).kind, 'submitted');
    assert.is((await hub.itemOf(jobId))?.sentTurn, 0);
    assert.is((await hub.takeMessages('generation')).length, 1);
    assert.equal(logged, ['WARN a sent message could not be noted']);
  },
  'is taken although nobody can say how many are before it': async () => {
    const { hub, ports, logged } = await openBench();
    assert.is((await submit({ ...ports, findPlaces: fails })).kind, 'submitted');
    assert.is((await hub.takeMessages('generation')).length, 1);
    assert.equal(logged, ['WARN the messages of the queues could not be counted']);
  },
  'that cannot be stored sends nothing': async () => {
    const { hub, ports } = await openBench();
    try {
      await submit({ ...ports, putJob: fails });
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), /no answer/);
    }
    assert.equal(await hub.takeMessages('generation'), []);
  },
  'may be withdrawn twice': async () => {
    const { ports } = await openBench();
    const outcome = await submit(ports);
    if (outcome.kind !== 'submitted') throw new Error(outcome.kind);
    assert.is(await ports.withdrawJob(outcome.job), 'withdrawn');
    assert.is(await ports.withdrawJob(outcome.job), 'withdrawn');
  },
});

check('a key', {
  'stands for one job of one caller': () => {
    assert.is(keyedJobId('ada', 'x'), keyedJobId('ada', 'x'));
    assert.is(new Set([keyedJobId('ada', 'x'), keyedJobId('ada', 'y'), keyedJobId('bob', 'x')]).size, 3);
    assert.is.not(keyedJobId('ad', 'ax'), keyedJobId('ada', 'x'), 'no two pairs make one text');
  },
  'means the same request in whatever order its fields stand': () => {
    const one = requestHashOf({ kind: 'character', prompt: 'a fox', seed: 1 });
    assert.is(one, requestHashOf({ seed: 1, prompt: 'a fox', kind: 'character' }));
    assert.is.not(one, requestHashOf({ kind: 'character', prompt: 'a fox', seed: 2 }));
  },
});
