/** What a pull request is compared with: the branch as it was when the two were merged, had from wherever it is. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { BASE, inPullRequest, type PullRequest, SLOWER, SMALL } from './pull-request.ts';
import { type ActionOptions, runAction } from './run-action.ts';
import { workflowCommands } from './workflow-commands.ts';

const FILE = 'Pulumi.prod.yaml';
const SEEN = `${BASE}# seen\n`;

async function gate(pullRequest: PullRequest, inputs: ActionOptions['inputs'] = {}, env = {}) {
  const { event } = pullRequest;
  const options = {
    github: event.github,
    env: { ...event.env, ...env },
    inputs: { ...SMALL, comment: 'false', ...inputs },
  };
  const run = await runAction(pullRequest, options);
  const json = run.outputs.json === '' ? null : JSON.parse(readFileSync(run.outputs.json!, 'utf8'));
  return { ...run, baseline: json?.gate.baseline, unchanged: json?.gate.baseline?.changed_settings.length === 0 };
}

check('the baseline', {
  'is fetched into a shallow clone, which stays shallow': () =>
    inPullRequest({ head: { [FILE]: SLOWER } }, async pullRequest => {
      const { baseline, log } = await gate(pullRequest);
      assert.is(baseline.name, pullRequest.git('rev-parse', '--short', pullRequest.baseCommit), log);
      assert.is(baseline.changed_settings.length, 1);
      assert.is(pullRequest.git('rev-parse', '--is-shallow-repository'), 'true');
      assert.is(pullRequest.git('rev-list', '--count', 'HEAD'), '1');
    }),
  'needs no network where the checkout brought it': () =>
    inPullRequest({ head: { [FILE]: SLOWER }, depth: 2 }, async pullRequest => {
      pullRequest.git('remote', 'set-url', 'origin', 'file:///nowhere');
      const { baseline, log } = await gate(pullRequest);
      assert.is(baseline.changed_settings.length, 1, log);
    }),
  'is the branch as it was merged, whatever was pushed to it since': () =>
    inPullRequest({ head: { [FILE]: SEEN } }, async pullRequest => {
      pullRequest.pushToMain({ [FILE]: SLOWER });
      const { unchanged, exitCode, log } = await gate(pullRequest);
      assert.equal([unchanged, exitCode], [true, 0], log);
    }),
  'is the tip of the branch where the checkout is no merge': () =>
    inPullRequest({ head: { [FILE]: SEEN } }, async pullRequest => {
      pullRequest.pushToMain({ [FILE]: SLOWER });
      const { baseline, log } = await gate(pullRequest, {}, { GITHUB_REF: 'refs/heads/topic' });
      assert.is(baseline.changed_settings.length, 1, log);
    }),
  'can be a branch, a tag or a commit that this clone has not': () =>
    inPullRequest({ head: { [FILE]: SEEN } }, async pullRequest => {
      for (const name of ['main', 'origin/main', pullRequest.baseCommit]) {
        const { unchanged, log } = await gate(pullRequest, { 'baseline-ref': name });
        assert.is(unchanged, true, `${name}\n${log}`);
      }
    }),
  'can be the result of an earlier run': () =>
    inPullRequest({ head: { [FILE]: SLOWER } }, async pullRequest => {
      const { outputs } = await gate(pullRequest);
      const again = await gate(pullRequest, { baseline: outputs.json! });
      assert.equal([again.baseline.name, again.unchanged], [outputs.json, true], again.log);
    }),
  'cannot be two things': () =>
    inPullRequest({ head: {} }, async pullRequest => {
      const { exitCode, log } = await gate(pullRequest, { baseline: 'a.json', 'baseline-ref': 'HEAD' });
      assert.is(exitCode, 2);
      assert.match(workflowCommands(log)[0]!.text, /exclude each other/);
    }),
  'is none for a stack that is new': () =>
    inPullRequest({ head: { 'Pulumi.new.yaml': BASE } }, async pullRequest => {
      const { baseline, exitCode, log } = await gate(pullRequest, { stack: 'new' });
      assert.equal([baseline, exitCode], [null, 0], log);
      const { kind, text } = workflowCommands(log)[0]!;
      assert.equal([kind, text], ['notice', 'Pulumi.new.yaml is new: there is nothing on main to compare with']);
    }),
  'that origin does not give is an error that says how to get it': () =>
    inPullRequest({ head: { [FILE]: SEEN } }, async pullRequest => {
      pullRequest.git('remote', 'set-url', 'origin', 'file:///nowhere');
      const { exitCode, log } = await gate(pullRequest);
      assert.is(exitCode, 2);
      const { text } = workflowCommands(log)[0]!;
      assert.match(
        text,
        /the base of this pull request, main, cannot be had from git\nhint: check out with fetch-depth: 2/,
      );
      assert.match(log, /'\/nowhere' does not appear to be a git repository|repository '.*nowhere.*' does not exist/);
    }),
});
