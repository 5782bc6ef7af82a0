/** The action on a pull request: what its reviewers see, and how the job ends. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { BASE, changedLine, inPullRequest, type PullRequest, SLOWER, SMALL } from './pull-request.ts';
import { type ActionOptions, readGh, runAction } from './run-action.ts';
import { workflowCommands } from './workflow-commands.ts';

const CROWD = `name: a crowd of forty
arrivals:
  - { kind: flashCrowd, users: 40, windowSeconds: 60 }
`;
const same = { 'Pulumi.prod.yaml': `${BASE}# seen\n` };
const slower = { 'Pulumi.prod.yaml': SLOWER };

const gate = (pullRequest: PullRequest, inputs: ActionOptions['inputs'] = {}) =>
  runAction(pullRequest, { ...pullRequest.event, inputs: { ...SMALL, ...inputs } });

check('the action', {
  'passes a change that costs nothing, and writes outputs, summary and comment': () =>
    inPullRequest({ head: same }, async pullRequest => {
      const { exitCode, outputs, summary, log, ran } = await gate(pullRequest);
      assert.is(exitCode, 0, log);
      assert.equal(ran, ['Install asset-sim', 'Gate', 'Comment', 'Verdict']);
      assert.equal([outputs.outcome, outputs['exit-code']], ['passed', '0']);
      const { metrics } = JSON.parse(readFileSync(outputs.json!, 'utf8'));
      assert.is(Number(outputs['cost-usd-per-character']), metrics.cost_usd_per_character.mean);
      assert.is(Number(outputs['p95-turnaround-seconds']), metrics.turnaround_seconds.p95);
      assert.is(summary, readFileSync(outputs.report!, 'utf8'));
      assert.match(summary, /\*\*gate passed: 2 thresholds kept, 2 metrics no worse than [0-9a-f]{7,}\*\*/);
      assert.equal(workflowCommands(log), []);
      const { comments } = readGh(pullRequest);
      assert.is(comments.length, 1);
      assert.match(comments[0]!.body, /^<!-- asset-sim:prod -->\n\n\*\*gate passed/);
      assert.match(comments[0]!.body, /<sub>for [0-9a-f]{40}, by \[this run\]\(https:\S+\/runs\/42\)<\/sub>/);
    }),
  'catches a change that breaks a threshold: 99, the changed line, and one comment that is rewritten': () =>
    inPullRequest({ head: same }, async before => {
      assert.is((await gate(before)).exitCode, 0);
      await inPullRequest({ head: slower }, async after => {
        // GitHub is the same, and what gh knows is kept at home.
        const { exitCode, outputs, log } = await gate({ ...after, home: before.home });
        assert.is(exitCode, 99, log);
        assert.equal([outputs.outcome, outputs['exit-code']], ['failed', '99']);
        const errors = workflowCommands(log).filter(({ kind }) => kind === 'error');
        const places = errors.map(({ properties: { file, line } }) => `${file}:${line}`);
        const threshold = SLOWER.split('\n').findIndex(line => line.includes('<600')) + 1;
        assert.equal(places, [`Pulumi.prod.yaml:${threshold}`, `Pulumi.prod.yaml:${changedLine(BASE, SLOWER)}`]);
        assert.match(errors[1]!.text, /^p95\(turnaround_seconds\) against [0-9a-f]{7,} is broken: .*\(\+\d+\.\d %\)/);
      });
      const { comments, calls } = readGh(before);
      assert.is(comments.length, 1);
      assert.match(comments[0]!.body, /\*\*gate failed: 2 of 4 checks are broken\*\*/);
      const methods = calls.map(call => call.split(' ')[0]);
      assert.equal(methods, ['QUERY', 'GET', 'POST', 'QUERY', 'GET', 'PATCH']);
    }),
  'compares with nothing on a push, where no comment can be': () =>
    inPullRequest({ head: same }, async pullRequest => {
      const { exitCode, log, summary } = await runAction(pullRequest, { inputs: SMALL });
      assert.is(exitCode, 0, log);
      assert.match(summary, /\*\*gate passed: 2 thresholds kept\*\*/);
      assert.equal(readGh(pullRequest).calls, []);
    }),
  'names files from the root of the repository, wherever the stack file is': () => {
    const file = 'deploy/a,b/Pulumi.prod.yaml';
    return inPullRequest({ base: { [file]: BASE }, head: { [file]: SLOWER } }, async pullRequest => {
      const { exitCode, log } = await gate(pullRequest, { 'working-directory': 'deploy/a,b' });
      assert.is(exitCode, 99, log);
      const files = workflowCommands(log).map(({ properties }) => properties.file);
      assert.ok(files.length >= 2, log);
      assert.equal([...new Set(files)], [file]);
    });
  },
  'hands its inputs on': () =>
    inPullRequest({ head: { ...slower, 'crowd.yaml': CROWD } }, async pullRequest => {
      const { log, outputs } = await gate(pullRequest, {
        users: '',
        scenario: 'crowd.yaml',
        thresholds: '\n  p95(turnaround_seconds)<1e5  \n\n\tcost_usd_total<1e6\r\n',
        'max-regression': '500%\ncost_usd_per_character=1%:0.001\n',
        comment: 'false',
      });
      assert.equal(readGh(pullRequest).calls, []);
      const { scenario, replications, gate: judged, thresholds } = JSON.parse(readFileSync(outputs.json!, 'utf8'));
      assert.equal([scenario.name, replications], ['a crowd of forty', 3], log);
      const texts = JSON.stringify(thresholds);
      for (const text of ['p95(turnaround_seconds)<1e5"', 'cost_usd_total<1e6"'])
        assert.ok(texts.includes(text), texts);
      const allowances = judged.baseline.regressions.map((each: Record<string, number>) => [
        each.metric,
        each.allowance! >= each.baseline! * 4.99,
      ]);
      assert.equal(allowances, [
        ['cost_usd_per_character', false],
        ['p95(turnaround_seconds)', true],
      ]);
    }),
  'ends with 3 for what cannot be told from chance, where that was asked': () =>
    inPullRequest({ head: same }, async pullRequest => {
      const first = await gate(pullRequest, { comment: 'false' });
      const { mean, ci95 } = JSON.parse(readFileSync(first.outputs.json!, 'utf8')).metrics.turnaround_seconds;
      const thresholds = `turnaround_seconds<${(mean + ci95[1]) / 2}`;
      const lenient = await gate(pullRequest, { thresholds });
      assert.equal([lenient.exitCode, lenient.outputs.outcome], [0, 'inconclusive'], lenient.log);
      assert.equal(
        workflowCommands(lenient.log).map(({ kind }) => kind),
        ['warning'],
      );
      const strict = await gate(pullRequest, { thresholds, strict: 'true' });
      assert.equal([strict.exitCode, strict.outputs['exit-code']], [3, '3'], strict.log);
    }),
});
