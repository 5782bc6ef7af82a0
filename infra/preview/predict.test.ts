import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { stackPlan, stackText } from '../../test/kit/stack-plan.ts';
import { predict } from './predict.ts';

const FOLDER = join(import.meta.dirname, '../..');

/** What the command line says about the same crowd. */
function commandLine(...args: readonly string[]) {
  const text = execFileSync(process.execPath, [join(FOLDER, 'cli/asset-sim.js'), 'run', '--json', ...args], {
    cwd: FOLDER,
    encoding: 'utf8',
  });
  return JSON.parse(text);
}

check('predict', {
  'says what the command line says, to the last digit': async () => {
    const prediction = await predict(stackPlan('dev'));
    const { metrics } = commandLine('--stack', 'dev', '--users', '20', '--replications', '10');
    assert.is(prediction.costUsdPerCharacter, metrics.cost_usd_per_character.mean);
    assert.equal(prediction.costUsdPerCharacterInterval, metrics.cost_usd_per_character.ci95);
    assert.is(prediction.turnaroundSecondsP95, metrics.turnaround_seconds.p95);
    assert.is(prediction.coldStartRatio, metrics.cold_start_ratio.mean);
    assert.equal(prediction.instancesPeak, {
      'on-demand': metrics['instances_peak{market=on-demand}'].mean,
      spot: metrics['instances_peak{market=spot}'].mean,
    });
    assert.equal(prediction.waitSecondsP95, {
      generation: metrics['queue_wait_seconds{queue=generation}'].p95,
      rigging: metrics['queue_wait_seconds{queue=rigging}'].p95,
    });
  },
  'judges each threshold of the stack file, in its order': async () => {
    const text = stackText('dev').replace('cost_usd_per_character<0.25', 'cost_usd_per_character<0.0001');
    const { verdicts, costUsdPerCharacter } = await predict(stackPlan('dev', text));
    assert.equal(verdicts, [
      { threshold: 'cost_usd_per_character<0.0001', value: costUsdPerCharacter, outcome: 'broken' },
      { threshold: 'max(jobs_dead_lettered)<=0', value: 0, outcome: 'kept' },
    ]);
  },
  'has no price where nobody can be served, and lets that pass for nothing': async () => {
    const text = stackText('dev')
      .replaceAll(/maxCount: \d/g, 'maxCount: 0')
      .replace('users: 20', 'users: 3');
    const { costUsdPerCharacter, costUsdPerCharacterInterval, verdicts } = await predict(stackPlan('dev', text));
    assert.is(costUsdPerCharacter, null);
    assert.is(costUsdPerCharacterInterval, null);
    assert.is(verdicts[0]!.outcome, 'broken');
  },
});
