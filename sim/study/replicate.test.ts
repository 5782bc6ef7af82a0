import * as assert from 'uvu/assert';
import { HubError } from '../../hub/errors.ts';
import { check } from '../../test/kit/check.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { runStudy, type StudyOptions } from './replicate.ts';
import { hireCrew, withCrew } from './replicate-crew.ts';
import { createCounter, takePlace } from './replicate-task.ts';
import { studyInput } from './study-input.test-data.ts';

/** No study is that precise, so that these go on to their maximum: three looks, at 3, 13 and 16. */
const LONG = studyInput({ min: 3, max: 16, precisionRatio: 1e-9 });
const bytes = async (input: SimulationInput, options: StudyOptions = {}) =>
  JSON.stringify(await runStudy(input, options));
const bytesOnThreads = (workerCount: number) => withCrew(workerCount, crew => bytes(LONG, { crew }));

/** Worker threads are handles of type MessagePort while they live. */
const liveWorkers = () => process.getActiveResourcesInfo().filter(kind => /Worker|MessagePort/.test(kind)).length;

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** What one worker alone says about an input that cannot be run. */
async function failureOfWorker(input: SimulationInput): Promise<Error> {
  const { promise, resolve, reject } = Promise.withResolvers<Error>();
  const onSummary = () => reject(new Error('the worker found nothing wrong'));
  const crew = hireCrew(1);
  crew.assign(
    { inputs: [input], runs: [{ input: 0, replication: 0 }], counter: createCounter(0) },
    { onSummary, onFailure: resolve },
  );
  try {
    return await promise;
  } finally {
    await crew.dismiss();
  }
}

check('runStudy', {
  'gives the same bytes on one thread, on three and again': async () => {
    const expected = await bytes(LONG);
    assert.is(await bytes(LONG), expected);
    assert.is(await bytesOnThreads(2), expected);
    assert.match(expected, /"replications":16,"stoppedBy":"maximum"/);
  },
  'stops at the first look that is precise enough, whatever ran ahead': async () => {
    const input = studyInput({ min: 3, max: 40, precisionRatio: 1 });
    const result = await withCrew(1, crew => runStudy(input, { crew }));
    assert.equal([result.replications, result.stoppedBy], [3, 'precision']);
    assert.is(JSON.stringify(result), await bytes(input));
  },
  'one after the other by one crew are what each is alone, even when the first was cut short': async () => {
    const short = studyInput({ min: 3, max: 40, precisionRatio: 1 });
    const both = await withCrew(1, async crew => [await bytes(short, { crew }), await bytes(LONG, { crew })]);
    assert.equal(both, [await bytes(short), await bytes(LONG)]);
  },
  'shows replication 0, and depends on the seed': async () => {
    const input = studyInput({ min: 2, max: 2, precisionRatio: 0.01 });
    assert.is((await runStudy(input)).portrait.replication, 0);
    assert.is.not(await bytes(input), await bytes({ ...input, seed: 8 }));
  },
  'reports progress after each replication': async () => {
    const seen: string[] = [];
    await runStudy(studyInput({ min: 3, max: 3, precisionRatio: 0.01 }), {
      onProgress: (doneCount, maxCount) => seen.push(`${doneCount}/${maxCount}`),
    });
    assert.equal(seen, ['1/3', '2/3', '3/3']);
  },
});

check('an aborted study', {
  'rejects with INTERRUPTED and leaves no worker': async () => {
    const before = liveWorkers();
    const controller = new AbortController();
    let mostWorkers = 0;
    const onProgress = (doneCount: number) => {
      mostWorkers = Math.max(mostWorkers, liveWorkers());
      if (doneCount === 5) controller.abort();
    };
    const work = withCrew(1, crew => runStudy(LONG, { crew, onProgress, signal: controller.signal }));
    const error = await thrownBy(work);
    assert.instance(error, HubError);
    assert.is((error as HubError).code, 'INTERRUPTED');
    assert.ok(mostWorkers > before, 'the test must see a worker while there is one');
    assert.is(liveWorkers(), before);
  },
  'that was aborted before it began runs nothing': async () => {
    let doneCount = 0;
    const options = { signal: AbortSignal.abort(), onProgress: () => (doneCount += 1) };
    const work = withCrew(1, crew => runStudy(LONG, { ...options, crew }));
    assert.is(((await thrownBy(work)) as HubError).code, 'INTERRUPTED');
    assert.is(doneCount, 0);
  },
});

check('a failing replication', {
  'surfaces with its own message on one thread': async () => {
    const error = await thrownBy(runStudy({ ...LONG, seed: Number.NaN }));
    assert.match((error as Error).message, /seed/);
  },
  'surfaces with its own message from a worker': async () => {
    const error = await failureOfWorker({ ...LONG, seed: Number.NaN });
    assert.match(error.message, /seed/);
    assert.not.instance(error, HubError);
  },
  'stays a HubError, with its code, from a worker': async () => {
    const queues = LONG.plan.queues.map(queue => ({ ...queue, stages: queue.stages.slice(-1) }));
    const arrivals = LONG.scenario.arrivals.map(source => ({ ...source, job: 'image' as const }));
    const scenario = { ...LONG.scenario, arrivals };
    const error = await failureOfWorker({ ...LONG, scenario, plan: { ...LONG.plan, queues } });
    assert.instance(error, HubError);
    assert.is((error as HubError).code, 'CONFIG_INVALID');
  },
});

check('takePlace', {
  'hands out each once, up to the limit': () => {
    const counter = createCounter(1);
    assert.equal(
      [3, 3, 3, 4].map(limit => takePlace(counter, limit)),
      [1, 2, undefined, 3],
    );
  },
});
