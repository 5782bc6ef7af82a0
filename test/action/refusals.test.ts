/** Inputs that are wrong or meant to harm: one error that says what, exit code 2, and nothing else happens. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { BASE, inPullRequest, type PullRequest, SMALL } from './pull-request.ts';
import { readGh, runAction } from './run-action.ts';
import { workflowCommands } from './workflow-commands.ts';

const inputs = (name: string, value: string) => ({ ...SMALL, comment: 'false', [name]: value });

const HOSTILE = [
  '$(touch x)',
  '`touch x`',
  "'; touch x; '",
  '"; touch x; "',
  '--output=json=x',
  '-x',
  '--',
  'a\n::set-output name=outcome::passed\n::error::forged',
  '| touch x',
  '../../../etc/passwd',
];
const TEXTS = ['stack', 'users', 'scenario', 'thresholds', 'baseline', 'max-regression', 'replications', 'strict'];

async function refuses(pullRequest: PullRequest, name: string, value: string, message: RegExp): Promise<void> {
  const before = readdirSync(pullRequest.workspace);
  const told = `${name}: ${JSON.stringify(value)}`;
  const run = await runAction(pullRequest, { ...pullRequest.event, inputs: inputs(name, value) });
  assert.equal([run.exitCode, run.outputs['exit-code'], run.outputs.outcome], [2, '2', 'error'], `${told}\n${run.log}`);
  const [command, ...more] = workflowCommands(run.log).filter(({ kind }) => kind !== 'notice');
  assert.equal([command?.kind, more], ['error', []], told);
  assert.match(command!.text, message, told);
  assert.match(command!.text, /hint: /, told);
  assert.equal(readdirSync(pullRequest.workspace), before, told);
  for (const folder of [pullRequest.workspace, pullRequest.home]) assert.not(existsSync(join(folder, 'x')), told);
}

check('an input that is meant to harm', {
  'does nothing but say what is wrong with it': () =>
    inPullRequest({ head: {} }, async pullRequest => {
      // Every value and every input is met; all pairs of them would take a minute.
      for (const [place, value] of HOSTILE.entries()) {
        await refuses(pullRequest, TEXTS[place % TEXTS.length]!, value, /^error: /);
      }
    }),
  'is no revision': () =>
    inPullRequest({ head: {} }, async pullRequest => {
      for (const value of ['$(touch x)', '--output=x', '-x', '+main:refs/heads/stolen', 'main\nmain', '../x']) {
        await refuses(pullRequest, 'baseline-ref', value, /^error: git knows no revision /);
      }
      assert.is(pullRequest.git('branch', '--format=%(refname)').includes('stolen'), false);
    }),
  'is no folder': () =>
    inPullRequest({ head: {} }, async pullRequest => {
      for (const value of ['$(touch x)', '-', '', 'Pulumi.prod.yaml', 'a\n::error::b']) {
        await refuses(pullRequest, 'working-directory', value, /^error: working-directory must be a folder/);
      }
    }),
});

check('a mistake', {
  'is named with what to do, also in the comment that said something else before': () =>
    inPullRequest({ head: {} }, async pullRequest => {
      const mistaken = { ...pullRequest.event, inputs: { users: 'many' } };
      const { summary, exitCode } = await runAction(pullRequest, mistaken);
      assert.is(exitCode, 2);
      assert.match(summary, /^\*\*gate could not run\*\*: exit code 2\n\n {4}error: --users must be/);
      const { comments } = readGh(pullRequest);
      assert.match(comments[0]!.body, /^<!-- asset-sim:prod -->\n\n\*\*gate could not run\*\*/);
    }),
  'in a switch is not taken for no': () =>
    inPullRequest({ head: {} }, async pullRequest => {
      await refuses(pullRequest, 'strict', 'yes', /strict must be true or false \(saw 'yes'\)/);
      await refuses(pullRequest, 'comment', 'True', /comment must be true or false \(saw 'True'\)/);
    }),
  'in the stack file is told with its line': () =>
    inPullRequest({ head: {} }, async pullRequest => {
      writeFileSync(join(pullRequest.workspace, 'Pulumi.prod.yaml'), BASE.replace('minCount: 1', 'minCount: one'));
      const { exitCode, log } = await runAction(pullRequest, { ...pullRequest.event, inputs: SMALL });
      assert.is(exitCode, 2);
      assert.match(workflowCommands(log)[0]!.text, /\nPulumi\.prod\.yaml:\d+:\d+ fleets\.generation\.base\.minCount/);
    }),
  'of ours ends the job, too': () =>
    inPullRequest({ head: {} }, async pullRequest => {
      // No place to write: the step ends in the middle.
      const env = { ...pullRequest.event.env, RUNNER_TEMP: '/nowhere' };
      const { exitCode, log, ran } = await runAction(pullRequest, { ...pullRequest.event, env, inputs: SMALL });
      assert.is.not(exitCode, 0);
      assert.equal(ran, ['Install asset-sim', 'Gate', 'Verdict']);
      assert.match(log, /the gate came to no verdict: see the steps before/);
    }),
});
