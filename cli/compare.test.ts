/** Two plans side by side, and thresholds of a run, as a person meets them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { DEV, inRepository, SMALL } from '../test/command/in-repository.ts';
import { inFolder, runCommand } from '../test/command/run-command.ts';
import { check } from '../test/kit/check.ts';

check('run --threshold', {
  'prints what it says first, and ends with 99 when it is broken': async () => {
    const args = ['run', '--stack', 'dev', ...SMALL];
    const kept = await runCommand([...args, '--threshold', 'cost_usd_per_character<1']);
    assert.is(kept.exitCode, 0);
    assert.match(kept.out, /\nThresholds\n.*\n {2}ok {2}cost_usd_per_character<1 /);
    const broken = await runCommand([...args, '--threshold', 'cost_usd_per_character<0.0001', '--json']);
    assert.is(broken.exitCode, 99);
    const [verdict] = JSON.parse(broken.out).thresholds;
    assert.equal([verdict.ok, verdict.outcome], [false, 'broken']);
  },
});

check('compare', {
  'shows every metric of two stacks with its interval': async () => {
    const { exitCode, out } = await runCommand(['compare', 'dev', 'prod', ...SMALL, '--json']);
    assert.is(exitCode, 0);
    const { comparisons, changed_settings } = JSON.parse(out);
    const cost = comparisons.find(({ metric }: { metric: string }) => metric === 'cost_usd_per_character');
    assert.ok(cost.ci95[0] < cost.difference && cost.difference < cost.ci95[1]);
    assert.is(cost.pair_count, 4);
    assert.ok(changed_settings.length > 10);
  },
  'of a plan with itself is 0 in everything, from file, revision and result': () =>
    inRepository(DEV, async folder => {
      const kept = await runCommand(['run', '--stack', 'dev', ...SMALL, '--json'], { folder });
      writeFileSync(join(folder, 'base.json'), kept.out);
      for (const side of ['main:dev', './Pulumi.dev.yaml', 'base.json', 'dev']) {
        const { exitCode, out, err } = await runCommand(['compare', side, 'dev', ...SMALL, '--json'], { folder });
        assert.is(exitCode, 0, err);
        const { comparisons } = JSON.parse(out) as { comparisons: readonly { difference: number }[] };
        assert.ok(comparisons.length > 20);
        assert.ok(
          comparisons.every(({ difference }) => difference === 0),
          side,
        );
      }
    }),
  'refuses two crowds': () =>
    inFolder({ 'Pulumi.dev.yaml': DEV }, async folder => {
      const kept = await runCommand(['run', '--stack', 'dev', ...SMALL, '--json'], { folder });
      writeFileSync(join(folder, 'base.json'), kept.out);
      const { exitCode, err } = await runCommand(['compare', 'base.json', 'dev', '--users', '61'], { folder });
      assert.is(exitCode, 2);
      assert.match(err, /base\.json was played with another scenario than dev/);
    }),
});
