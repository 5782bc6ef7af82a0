/** The groups of a machine, with workers that are no processes. */
import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import { stackPlan } from '../../../test/kit/stack-plan.ts';
import type { LocalWorker, WorkerState } from '../workers/local-worker.ts';
import { type Crew, createCrew } from './crew.ts';
import { createLocalGroups, type LocalGroup } from './local-group.ts';

type FakeWorker = LocalWorker & { readonly become: (state: WorkerState) => void };

function crewOf(stack: string, workersMax: number) {
  const groups = createLocalGroups(stackPlan(stack), 1);
  const workers: FakeWorker[] = [];
  const said: string[] = [];
  let nowSeconds = 0;
  const startWorker = (group: LocalGroup, onChange: () => void): LocalWorker => {
    let state: WorkerState = 'starting';
    const become = (next: WorkerState) => {
      state = next;
      onChange();
    };
    const name = `w${workers.length + 1}`;
    const ended = new Promise<null>(() => {});
    const worker = { name, group: group.name, state: () => state, jobId: () => undefined, ended, become };
    workers.push({ ...worker, drain: () => become('draining'), kill: () => become('gone') });
    return workers.at(-1)!;
  };
  const crew: Crew = createCrew({
    groups,
    workersMax,
    nowSeconds: () => nowSeconds,
    startWorker,
    onLimit: (group, missingCount) => said.push(`${group.name} misses ${missingCount}`),
    onCrash: ({ worker }) => said.push(`${worker.name} crashed`),
  });
  const group = (name: string) => groups.find(each => each.name === name)!;
  const want = (name: string, count: number) => {
    group(name).desiredCount = count;
    crew.reconcile();
  };
  const namesIn = (name: string) => group(name).members.map(({ worker }) => worker.name);
  return { crew, workers, said, group, want, namesIn, passSeconds: (seconds: number) => (nowSeconds += seconds) };
}

check('the workers of a machine', {
  'are as many as a group wants, and no more than the machine bears, which is said once': () => {
    const { want, workers, said, crew } = crewOf('dev', 3);
    want('everything-burst', 2);
    assert.is(workers.length, 2);
    want('everything-burst', 5);
    crew.reconcile();
    assert.is(workers.length, 3);
    assert.equal(said, ['everything-burst misses 2']);
    want('everything-burst', 3);
    assert.equal(said, ['everything-burst misses 2', 'everything-burst misses 0']);
  },
  'leave one place for each other fleet that wants a worker and has none': () => {
    const { want, group, namesIn, workers } = crewOf('prod', 3);
    for (const name of ['generation-base', 'rigging-base']) group(name).desiredCount = 0;
    group('rigging-burst').desiredCount = 1;
    want('generation-burst', 10);
    assert.is(workers.length, 3);
    assert.is(namesIn('generation-burst').length, 2);
    assert.is(namesIn('rigging-burst').length, 1);
  },
  'are let go when they have no job, the newest first, and those with a job are not taken': () => {
    const { want, workers, namesIn, group } = crewOf('dev', 4);
    want('everything-burst', 3);
    for (const worker of workers) worker.become('idle');
    workers[2]!.become('busy');
    want('everything-burst', 2);
    assert.equal(namesIn('everything-burst'), ['w1', 'w3']);
    assert.is(group('everything-burst').draining.size, 1);
    workers[0]!.become('busy');
    want('everything-burst', 0);
    assert.equal(namesIn('everything-burst'), ['w1', 'w3']);
    workers[2]!.become('idle');
    assert.equal(namesIn('everything-burst'), ['w1']);
  },
  'are replaced when they end by themselves, and after a pause when they never came up': () => {
    const { want, workers, said, crew, passSeconds } = crewOf('dev', 4);
    want('everything-burst', 1);
    workers[0]!.become('idle');
    workers[0]!.become('gone');
    assert.equal([said, workers.length], [['w1 crashed'], 2]);
    workers[1]!.become('gone');
    assert.is(workers.length, 2);
    assert.is(crew.pausedUntilSeconds(), 30);
    passSeconds(31);
    crew.reconcile();
    assert.is(workers.length, 3);
    workers[2]!.become('gone');
    assert.is(crew.pausedUntilSeconds(), 31 + 60);
  },
});
