import * as assert from 'uvu/assert';
import { HubError } from '../../hub/errors.ts';
import { check } from '../../test/kit/check.ts';
import { type PlannedRun, playMany } from './play-many.ts';
import { hireCrew, withCrew } from './replicate-crew.ts';
import { replicateOnce } from './replicate-once.ts';
import { createCounter } from './replicate-task.ts';
import { studyInput } from './study-input.test-data.ts';

const ONCE = { min: 1, max: 1, precisionRatio: 1 };
const INPUTS = [1, 2, 3].map(seed => ({ ...studyInput(ONCE), seed }));
/** Neither in order nor as often for each. */
const RUNS: readonly PlannedRun[] = [
  [2, 1],
  [0, 0],
  [1, 4],
  [0, 2],
  [2, 0],
  [1, 3],
  [0, 1],
].map(([input, replication]) => ({ input: input!, replication: replication! }));
const ALONE = JSON.stringify(RUNS.map(({ input, replication }) => replicateOnce(INPUTS[input]!, replication).summary));

/** What a worker alone makes of a run: nobody else plays, so it must have the input. */
function byWorker(crew: ReturnType<typeof hireCrew>, inputs: typeof INPUTS, input: number): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  crew.assign(
    { inputs, runs: [{ input, replication: 0 }], counter: createCounter(0) },
    { onSummary: (_place, summary) => resolve(summary), onFailure: reject },
  );
  return promise;
}

check('playMany', {
  'gives in the order of the runs what each is alone, on one thread and on three': async () => {
    assert.is(JSON.stringify(await playMany(INPUTS, RUNS)), ALONE);
    assert.is(JSON.stringify(await withCrew(2, crew => playMany(INPUTS, RUNS, { crew }))), ALONE);
  },
  'of nothing is nothing': async () => assert.equal(await playMany([], []), []),
  'counts what is done': async () => {
    const seen: string[] = [];
    await playMany(INPUTS, RUNS.slice(0, 2), { onProgress: (done, max) => seen.push(`${done}/${max}`) });
    assert.equal(seen, ['1/2', '2/2']);
  },
  'ends with INTERRUPTED when it is aborted': async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const error = await playMany(INPUTS, RUNS, { onProgress, signal: controller.signal }).catch(
      (told: unknown) => told,
    );
    assert.instance(error, HubError);
    assert.is((error as HubError).code, 'INTERRUPTED');
  },
  'says which run could not be played': async () => {
    const broken = [INPUTS[0]!, { ...INPUTS[1]!, seed: Number.NaN }];
    const error = await playMany(broken, RUNS.slice(1, 3)).catch((told: unknown) => told);
    assert.match((error as Error).message, /seed/);
  },
});

check('a crew', {
  'knows the inputs of each task, whether it met them before or forgot them': async () => {
    const crew = hireCrew(1);
    try {
      const [first, second, third] = INPUTS as [(typeof INPUTS)[0], (typeof INPUTS)[0], (typeof INPUTS)[0]];
      const tasks = [
        [[first, second], 0],
        [[second, third], 0],
        [[second, third], 1],
        [[third, first], 1],
      ] as const;
      for (const [inputs, input] of tasks) {
        const told = await byWorker(crew, [...inputs], input);
        assert.is(JSON.stringify(told), JSON.stringify(replicateOnce(inputs[input]!, 0).summary));
      }
    } finally {
      await crew.dismiss();
    }
  },
});
