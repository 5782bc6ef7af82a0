import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { DEV } from '../test/command/in-repository.ts';
import { inFolder, refuses, runCommand } from '../test/command/run-command.ts';
import { check } from '../test/kit/check.ts';

const SMALL = ['sensitivity', '--stack', 'dev', '--users', '30', '-n', '2', '--trajectories', '3'];
const RANGES = [
  'stages.rigging.serviceSeconds.mean=30:60',
  'budget.monthlyUsdMax=900:1000',
  'fleets.everything.burst.maxCount=2:5',
];
const VARY = RANGES.flatMap(range => ['--vary', range]);

type Told = {
  readonly metrics: readonly {
    readonly metric: string;
    readonly effects: readonly {
      readonly setting: string;
      readonly mean_absolute_effect: number;
      readonly ci95: unknown;
      readonly mean_effect: number;
    }[];
  }[];
};

check('asset-sim sensitivity', {
  'says the same on any number of threads, and exactly 0 of what changes nothing': () =>
    inFolder({ 'Pulumi.dev.yaml': DEV }, async folder => {
      const run = (...flags: readonly string[]) => runCommand([...SMALL, ...VARY, ...flags], { folder });
      const { exitCode, out, err } = await run(
        '--json',
        '--threads',
        '1',
        '--output',
        'svg=t.svg',
        '--output',
        'csv=t.csv',
      );
      assert.is(exitCode, 0, err);
      assert.is((await run('--json', '--threads', '3')).out, out);
      const { metrics } = JSON.parse(out) as Told;
      assert.equal(
        metrics.map(({ metric }) => metric),
        ['cost_usd_per_character', 'p95(turnaround_seconds)'],
      );
      for (const { effects } of metrics) {
        const budget = effects.find(({ setting }) => setting === 'budget.monthlyUsdMax')!;
        assert.equal([budget.mean_absolute_effect, budget.ci95, budget.mean_effect], [0, [0, 0], 0]);
        const rigging = effects.find(({ setting }) => setting.startsWith('stages.rigging'))!;
        assert.ok(rigging.mean_effect > 0);
      }
      assert.match(readFileSync(join(folder, 't.svg'), 'utf8'), /<title>What moves cost_usd_per_character<\/title>/);
      assert.is(readFileSync(join(folder, 't.csv'), 'utf8').split('\n').length, 1 + 2 * RANGES.length + 1);
    }),
  'says what to measure first': async () => {
    const { out, err, exitCode } = await runCommand([...SMALL, ...VARY.slice(0, 4)]);
    assert.is(exitCode, 0, err);
    assert.match(
      out,
      /\nmeasure first: stages.rigging.serviceSeconds.mean moves cost_usd_per_character by [\d.]+ % between 30 and 60\n/,
    );
    assert.match(out, /not moved at all by 1\n/);
  },
});

check('asset-sim sensitivity refuses', {
  'values in the place of a range': refuses([...SMALL, '--vary', 'scenario.users=1,2'], /must be a range, as low:high/),
  'a setting nobody knows': refuses([...SMALL, '--vary', 'stages.riging.serviceSeconds.mean=1:2'], /is no setting/),
  'a range from more to less': refuses([...SMALL, '--vary', 'scenario.users=9:1'], /from a lower to a higher number/),
  'ranges that make no plan': refuses(
    [...SMALL, '--vary', 'fleets.everything.burst.minCount=90:100', '--vary', 'fleets.everything.burst.maxCount=1:3'],
    /only 0 of 3 walks pass valid plans alone|is not|must/,
  ),
});
