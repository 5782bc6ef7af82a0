import * as assert from 'uvu/assert';
import { HubError } from '../../hub/errors.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { readHubFlags } from './read-hub-flags.ts';
import { workersMaxOf } from './workers-max.ts';

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof HubError) return `${error.message}\n${error.hint}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

const refusal = (...words: string[]): string => refusalOf(() => readHubFlags(words));

check('the flags of npm run hub', {
  'have defaults that a laptop bears': () => {
    assert.equal(readHubFlags([]), {
      kind: 'run',
      stack: 'dev',
      port: 4000,
      state: '.asset-hub',
      isFresh: false,
      timeScale: 10,
      workersMax: undefined,
      weights: undefined,
      hasBlender: true,
      isTimed: false,
      output: undefined,
    });
  },
  'of a replay leave the stack to the scenario': () => {
    assert.equal(readHubFlags(['--replay', 'a.yaml', '--output', 'actual.json', '--seed', '7']), {
      kind: 'replay',
      scenario: 'a.yaml',
      stack: undefined,
      seed: 7,
      timeScale: 10,
      workersMax: undefined,
      output: 'actual.json',
      isJson: false,
    });
  },
  'say what was wrong, what was wanted, and where to read on': () => {
    assert.is(
      refusal('--time-scale', 'fast'),
      '--time-scale must be a number from 0.1 to 1000 (saw fast)\nnpm run hub -- --help',
    );
    assert.match(refusal('--port', '70000'), /^--port must be a whole number from 0 to 65535 \(saw 70000\)/);
    assert.match(refusal('--workers-max', '1.5'), /^--workers-max must be a whole number/);
    assert.match(refusal('--seed', '1'), /^--seed and --output belong to --replay/);
    assert.match(refusal('--plain', '--json'), /^--plain and --json cannot both be had/);
    assert.match(refusal('--gpu'), /--gpu/);
  },
});

const MACHINE = { cores: 8, freeBytes: 16e9 };

check('how many workers a machine bears', {
  'is said by its cores or its memory, whichever is scarcer': () => {
    assert.equal(workersMaxOf(stackPlan('dev'), MACHINE, undefined), { count: 4, why: '8 cores' });
    assert.equal(workersMaxOf(stackPlan('dev'), { cores: 8, freeBytes: 3.2e9 }, undefined), {
      count: 2,
      why: '3 GB of free memory',
    });
  },
  'is at least one for each fleet': () => {
    assert.equal(workersMaxOf(stackPlan('prod'), { cores: 1, freeBytes: 1e9 }, undefined), {
      count: 2,
      why: 'one for each fleet; one core',
    });
    const said = refusalOf(() => workersMaxOf(stackPlan('prod'), MACHINE, 1));
    assert.is(said, '--workers-max must be at least 2 (saw 1)\neach of the 2 fleets of prod needs a worker');
  },
  'is what a person says': () => {
    assert.equal(workersMaxOf(stackPlan('dev'), MACHINE, 12), { count: 12, why: '--workers-max' });
  },
});
