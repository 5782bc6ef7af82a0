/** The command as a person and a script meet it: each row is a process of its own. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { inFolder, refuses, runCommand as run } from '../test/command/run-command.ts';
import { check } from '../test/kit/check.ts';

check('usage errors', {
  'an unknown command is told, with the nearest one': refuses(['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/),
  'an unknown flag, too': refuses(['run', '--usres', '5'], /unknown option '--usres'\n\(Did you mean --users\?\)/),
  'a word too many': refuses(['cost', 'prod'], /too many arguments/),
  'users below 1': refuses(['run', '--users', '-5'], /--users must be a whole number 1\.\.30000000 \(saw '-5'\)/),
  'users without end': refuses(['run', '--users', '99999999999'], /--users must be a whole number 1\.\.30000000/),
  'replications that are no number': refuses(
    ['run', '--replications', '2.5'],
    /--replications .* 1\.\.100000 \(saw '2.5'\)/,
  ),
  'a stack that is not there, with those that are': refuses(
    ['run', '--stack', 'prd'],
    /stacks here: .*prod\nhint: did you mean --stack prod\?/,
  ),
  'a stack outside of the folder': refuses(['cost', '--stack', '../prod'], /must be the name of a stack/),
  'a scenario that is not there': refuses(
    ['run', '--scenario', 'none.yaml'],
    /scenario file none\.yaml does not exist/,
  ),
  'an output that would overwrite a stack file': refuses(
    ['run', '--output', 'csv=Pulumi.dev.yaml'],
    /a YAML file is configuration/,
  ),
  'an output nobody can write': refuses(['run', '--output', 'json=/no/dir/x.json'], /there is no folder \/no\/dir/),
  'an output of an unknown kind': refuses(
    ['run', '--output', 'jsn=x'],
    /KIND of json, markdown, csv, html, infracost .*\nhint: .*json=x/,
  ),
  'a shell we do not know': refuses(['completion', 'csh'], /Allowed choices are bash, zsh, fish, powershell/),
});

const SCENARIO = 'name: small\narrivals: [{ kind: flashCrowd, users: 20, windowSeconds: 5 }]\n';

check('a scenario file', {
  'tells all its mistakes with their places, beside those of the stack': () =>
    inFolder({ 's.yaml': `${SCENARIO.replace('users', 'usrs')}horizn: 1\n` }, async folder => {
      const { exitCode, err } = await run(['run', '--scenario', join(folder, 's.yaml')]);
      assert.is(exitCode, 2);
      assert.match(err, /s\.yaml:2:\d+ arrivals\[0\]\.usrs .*\n {2}hint: did you mean users\?/);
      assert.match(err, /s\.yaml:3:1 horizn /);
    }),
  'may change the plan, and a mistake there is told in its place': () =>
    inFolder({ 's.yaml': `${SCENARIO}plan: { stages: { rigging: { bound: gup } } }\n` }, async folder => {
      const { exitCode, err } = await run(['config', '--scenario', join(folder, 's.yaml')]);
      assert.is(exitCode, 2);
      assert.match(err, /s\.yaml:3:\d+ stages\.rigging\.bound .*\n {2}hint: did you mean gpu\?/);
      assert.match(err, /the plan of .*s\.yaml was laid over the stack file/);
    }),
  'may name a trace, of which late rows are told and which no output may replace': () => {
    const trace = 'name: t\narrivals: [{ kind: trace, file: t.csv, timeUnit: seconds }]\n';
    return inFolder({ 's.yaml': trace, 't.csv': 't\n1\n2\n9000000000\n' }, async folder => {
      const args = ['run', '-f', join(folder, 's.yaml'), '-n', '1'];
      const { exitCode, err } = await run(args);
      assert.is(exitCode, 0, err);
      assert.match(err, /t\.csv:4:1 .*1 of 3 rows lie beyond the horizon/);
      const replacing = await run([...args, '-o', `csv=${join(folder, 't.csv')}`]);
      assert.is(replacing.exitCode, 2);
      assert.match(replacing.err, /would replace .*t\.csv, which this run reads/);
    });
  },
});

check('asset-sim run', {
  'writes every output whole, and nothing beside them': () =>
    inFolder({ 's.yaml': SCENARIO }, async folder => {
      const file = (name: string) => join(folder, name);
      const outputs = ['json=a.json', 'markdown=b.md', 'csv=c.csv'].flatMap(each => [
        '-o',
        each.replace('=', `=${folder}/`),
      ]);
      const { exitCode, out, err } = await run(['run', '-f', file('s.yaml'), '-n', '2', '--json', ...outputs]);
      assert.is(exitCode, 0, err);
      assert.is(readFileSync(file('a.json'), 'utf8'), out);
      assert.is(JSON.parse(out).metrics.jobs_finished.mean, 20);
      assert.match(readFileSync(file('b.md'), 'utf8'), /^<!-- asset-sim:prod -->\n/);
      assert.match(readFileSync(file('c.csv'), 'utf8'), /^metric,unit,mean/);
      assert.equal(readdirSync(folder).toSorted(), ['a.json', 'b.md', 'c.csv', 's.yaml']);
      // Piped: no ticker, no colours.
      assert.match(err, /^(warning: .*\n( {2}hint: .*\n)?)*wrote .*a\.json\nwrote .*b\.md\nwrote .*c\.csv\n$/);
      assert.not.ok((out + err).includes('\u001b'));
    }),
  'gives the same bytes on any number of threads': async () => {
    const [one, three] = await Promise.all(
      ['1', '3'].map(threads => run(['run', '-u', '50', '-n', '5', '--json', '--threads', threads])),
    );
    assert.is(one?.exitCode, 0);
    assert.is(one?.out, three?.out);
  },
  'ends by Ctrl-C with 130, without a trace and without a file': () =>
    inFolder({}, async folder => {
      const file = join(folder, 'x.json');
      const scenario = join(folder, 's.yaml');
      // A warning is what tells that the study is about to start.
      writeFileSync(scenario, `${SCENARIO}spotEvents: [{ atSeconds: 9000000, outageSeconds: 1, shareRatio: 1 }]\n`);
      const args = ['run', '-f', scenario, '-u', '2000', '-n', '2000', '-o', `json=${file}`, '--threads', '2'];
      const { exitCode, out, err } = await run(args, { interruptAt: /warning: / });
      assert.is(exitCode, 130, err);
      assert.is(out, '');
      assert.match(err, /error: the study was interrupted\n/);
      assert.not.match(err, /\n {4}at /);
      assert.not.ok(existsSync(file));
      assert.equal(readdirSync(folder), ['s.yaml']);
    }),
});

check('help and completion', {
  'every command explains itself with examples': async () => {
    const commands = [[], ['run'], ['recommend'], ['cost'], ['config'], ['completion']];
    const ended = await Promise.all(commands.map(command => run([...command, '--help'])));
    for (const { exitCode, out } of ended) {
      assert.is(exitCode, 0);
      assert.match(out, /^Usage: asset-sim/);
      assert.match(out, /\nExamples:\n {2}(asset-sim|source)/);
    }
  },
  'every shell gets a script': async () => {
    const ended = await Promise.all(['bash', 'zsh', 'fish', 'powershell'].map(shell => run(['completion', shell])));
    for (const { exitCode, out } of ended) {
      assert.is(exitCode, 0);
      assert.match(out, /asset-sim complete/);
    }
  },
  'commands, flags and stacks are completed': async () => {
    const [commands, flags, stacks] = await Promise.all([
      run(['complete', '--', 'c']),
      run(['complete', '--', 'run', '--re']),
      run(['complete', '--', 'run', '--stack', '']),
    ]);
    assert.match(commands?.out ?? '', /^config\t.*/m);
    assert.match(flags?.out ?? '', /^--replications\t/m);
    assert.match(stacks?.out ?? '', /^prod\b/m);
  },
});

check('prices and settings', {
  'are JSON for programs': async () => {
    const [cost, config] = await Promise.all([run(['cost', '--json']), run(['config', '--stack', 'dev', '--json'])]);
    assert.is(JSON.parse(cost.out).stack, 'prod');
    assert.is(JSON.parse(config.out).stack, 'dev');
    assert.ok(JSON.parse(config.out).values.every(({ source }: { readonly source: string }) => source !== ''));
  },
});
