/** `asset-sim recommend` as a person meets it: real processes, a small crowd, the real simulator. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { DEV } from '../test/command/in-repository.ts';
import { inFolder, refuses, runCommand } from '../test/command/run-command.ts';
import { check } from '../test/kit/check.ts';

/** Six plans, and another that the quotas do not allow. */
const FREE = [
  ...['--free', 'fleets.everything.burst.maxCount=1,400'],
  ...['--free', 'fleets.everything.burst.instanceTypes=[g5.xlarge],[g6.xlarge]'],
];
const SMALL = ['--stack', 'dev', '--users', '30', '--budget', '200'];
const EASY = ['--slo', 'p95(turnaround_seconds)<36000'];
/** A warning is what tells that the search is about to start. */
const WARNED = `name: warned
stack: dev
arrivals: [{ kind: flashCrowd, users: 2000, windowSeconds: 60 }]
spotEvents: [{ atSeconds: 9000000, outageSeconds: 1, shareRatio: 1 }]
`;
/** Two instances are too many for it, so the plan has to change. */
const FORCED = ['--slo', 'instances_peak{market=spot}<1.5'];
const recommend = (folder: string, ...args: readonly string[]) =>
  runCommand(['recommend', ...SMALL, ...FREE, ...args], { folder });
const inDev = (work: (folder: string) => Promise<void>) => () => inFolder({ 'Pulumi.dev.yaml': DEV }, work);

check('recommend', {
  'says the same on one thread and on three, and its JSON is complete': inDev(async folder => {
    const one = await recommend(folder, ...EASY, '--json', '--threads', '1');
    const three = await recommend(folder, ...EASY, '--json', '--threads', '3');
    assert.is(one.exitCode, 0, one.err);
    assert.is(three.out, one.out);
    const { ok, candidates, answer, front, rules } = JSON.parse(one.out);
    assert.equal([ok, candidates.length, rules.length], [true, 6, 1]);
    assert.is(candidates[answer.candidate].fate, 'won');
    assert.ok(front.length >= 1);
  }),
  'names a plan whose figures are those of `run` with 30 replications': inDev(async folder => {
    const { out } = await recommend(folder, ...FORCED, '--json', '--write');
    const found = JSON.parse(out);
    const run = await runCommand(['run', '--stack', 'dev', '--users', '30', '--replications', '30', '--json'], {
      folder,
    });
    const { mean, ci95 } = JSON.parse(run.out).metrics.cost_usd_per_character;
    assert.equal(found.answer.cost_usd_per_character.mean, mean);
    assert.equal(found.answer.cost_usd_per_character.ci95, ci95);
  }),
  'writes a patch that git applies, a picture, and with --write the file itself': inDev(async folder => {
    const outputs = ['--output', 'patch=plan.patch', '--output', 'svg=front.svg'];
    const { exitCode, err } = await recommend(folder, ...FORCED, ...outputs);
    assert.is(exitCode, 0, err);
    assert.is(readFileSync(join(folder, 'Pulumi.dev.yaml'), 'utf8'), DEV, 'nothing is changed without --write');
    assert.match(readFileSync(join(folder, 'front.svg'), 'utf8'), /^<svg .*deploy this/s);
    execFileSync('git', ['apply', '-p0', 'plan.patch'], { cwd: folder });
    const patched = readFileSync(join(folder, 'Pulumi.dev.yaml'), 'utf8');
    assert.is.not(patched, DEV);
    execFileSync('git', ['apply', '-p0', '--reverse', 'plan.patch'], { cwd: folder });
    const written = await recommend(folder, ...FORCED, '--write');
    assert.match(written.err, /wrote Pulumi\.dev\.yaml/);
    assert.is(readFileSync(join(folder, 'Pulumi.dev.yaml'), 'utf8'), patched);
  }),
  'that no plan satisfies says what binds, shows the nearest plan, ends with 99 and writes nothing': inDev(
    async folder => {
      const { exitCode, out } = await recommend(folder, '--slo', 'p95(turnaround_seconds)<1', '--write');
      assert.is(exitCode, 99);
      assert.match(out, /none of the 6 plans that were tried keeps every rule/);
      assert.match(out, /p95\(turnaround_seconds\)<1 binds: the best plan for it reaches \d/);
      assert.match(out, /6 break p95\(turnaround_seconds\)<1/);
      assert.is(readFileSync(join(folder, 'Pulumi.dev.yaml'), 'utf8'), DEV);
    },
  ),
  'keeps the thresholds of the gate where no --slo is given': inDev(async folder => {
    const { out } = await recommend(folder);
    assert.match(out, /ok {2}cost_usd_per_character<0\.25/);
  }),
  'that is interrupted says what is known so far, ends with 130 and leaves nothing': () =>
    inFolder({ 'Pulumi.dev.yaml': DEV, 's.yaml': WARNED }, async folder => {
      const { exitCode, out, err } = await runCommand(
        ['recommend', '--scenario', 's.yaml', ...EASY, '--output', 'json=out.json', '--threads', '2'],
        { folder, interruptAt: /warning: / },
      );
      assert.is(exitCode, 130, err);
      assert.is(out, '');
      assert.match(err, /^error: interrupted after \d+ replications: (\d+ plans found|nothing is known yet|\d+ of)/m);
      assert.equal(readdirSync(folder).toSorted(), ['Pulumi.dev.yaml', 's.yaml']);
    }),
});

const refused = (args: readonly string[], message: RegExp) =>
  refuses(['recommend', '--stack', 'dev', ...args], message);

check('recommend refuses', {
  'an unknown metric': refused(['--slo', 'p95(turnaround)<5'], /--slo .* turnaround is not a metric/),
  'a limit that is no number': refused(['--slo', 'cost_usd_per_character<NaN'], /needs a number after </),
  'a queue that the plan has not': refused(
    ['--slo', 'p95(queue_wait_seconds{queue=x})<5'],
    /must name a queue of this plan/,
  ),
  'a free path that does not exist': refused(
    ['--free', 'fleets.everything.burst.maxCuont=1,2'],
    /--free fleets\.everything\.burst\.maxCuont: .* is no setting/,
  ),
  'a free value that makes no plan': refused(['--free', 'fleets.everything.burst.maxCount=2,-1'], /with the value -1/),
  'a free value that is no number': refused(['--free', 'fleets.everything.burst.maxCount=NaN'], /maxCount .*NaN/),
  'free values that are none': refused(['--free', 'fleets.everything.burst.maxCount='], /names no value/),
  'one path twice': refused(
    ['--free', 'fleets.everything.burst.maxCount=1', '--free', 'fleets.everything.burst.maxCount=2'],
    /names fleets\.everything\.burst\.maxCount twice/,
  ),
  'machines that the catalog lacks': refused(
    ['--types', 'g4dn.xlarge,g4dn.2xlrge'],
    /--types names a machine that the catalog lacks \(saw 'g4dn\.2xlrge'\)\n.*g4dn\.2xlarge/,
  ),
  'machines in two places': refused(
    ['--types', 'g5.xlarge', '--free', 'fleets.everything.burst.maxCount=2'],
    /--free and --types exclude each other/,
  ),
  'a budget for nothing': refused(['--budget', '10'], /--budget must be a whole number 200\.\./),
  'a confidence of one': refused(['--confidence', '1'], /--confidence must be a number 0\.5\.\.0\.99/),
  'to replace the stack file by an output': refused(
    ['--output', 'patch=Pulumi.dev.yaml'],
    /is refused: a YAML file is configuration/,
  ),
});
