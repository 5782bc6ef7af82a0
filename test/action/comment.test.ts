/** The comment of a pull request: one, ours, short enough; and what is said when it cannot be. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { inFolder } from '../command/run-command.ts';
import { check } from '../kit/check.ts';
import type { GhState } from './fake-gh.ts';
import { readGh, runOneStep, writeGh } from './run-action.ts';
import { workflowCommands } from './workflow-commands.ts';

const REPORT = '<!-- asset-sim:prod -->\n\n**gate passed: 2 thresholds kept**\n';
const OLD = '<!-- asset-sim:prod -->\n\n**gate failed**\n';
const by = (login: string, body: string, id: number) => ({ id, user: { login }, body });
const ours = (body: string, id: number) => by('github-actions[bot]', body, id);
/** As GitHub answers the token of a pull request from a fork. */
const FORBIDDEN = 'gh: Resource not accessible by integration (HTTP 403)';

/** What the step does with a report when gh is in that state. */
async function comment(
  state: Partial<GhState>,
  judge: (told: Awaited<ReturnType<typeof runOneStep>> & { readonly gh: GhState }) => void,
  { report = REPORT, number = '7' } = {},
): Promise<void> {
  await inFolder({}, async home => {
    const runner = { home, workspace: home };
    mkdirSync(join(home, 'bin'));
    writeFileSync(join(home, 'report.md'), report);
    writeGh(runner, state);
    const told = await runOneStep(runner, 'Comment', {
      'steps.gate.outputs.report': join(home, 'report.md'),
      'github.event.pull_request.number': number,
      'github.event.pull_request.head.sha': '0123abc',
    });
    judge({ ...told, gh: readGh(runner) });
  });
}

const bodies = ({ comments }: GhState) => comments.map(({ body }) => body.split('\n')[2]);

check('the comment', {
  'is made where there is none': () =>
    comment({ comments: [by('ann', 'nice', 1)] }, ({ exitCode, log, gh }) => {
      assert.is(exitCode, 0, log);
      assert.match(log, /^comment: https:\/\/github\.com\/hub\/demo\/pull\/7#issuecomment-1001$/m);
      assert.is(gh.comments.length, 2);
      assert.ok(gh.comments[1]!.body.startsWith(REPORT));
    }),
  'is found on the second page, and rewritten in place': () => {
    const chatter = Array.from({ length: 140 }, (_, place) => by('ann', `nice\n${OLD}`, place));
    return comment({ comments: [...chatter, ours(OLD, 500), by('ann', 'ok', 501)] }, ({ log, gh }) => {
      assert.is(gh.comments.length, 142, log);
      assert.is(gh.comments.find(({ id }) => id === 500)?.body.startsWith(REPORT), true);
      assert.is(gh.comments.filter(({ body }) => body.includes('gate passed')).length, 1);
    });
  },
  'of another stack, and one of somebody else that looks like ours, are left alone': () => {
    const others = [ours(OLD.replace('prod', 'dev'), 1), by('mallory', OLD, 2), ours(`> ${OLD}`, 3)];
    return comment({ comments: others }, ({ log, gh }) => {
      assert.equal(gh.comments.slice(0, 3), others, log);
      assert.equal(bodies(gh)[3], '**gate passed: 2 thresholds kept**');
    });
  },
  'is found with the line ends of Windows': () =>
    comment({ comments: [ours(OLD.replaceAll('\n', '\r\n'), 9)] }, ({ gh }) => assert.is(gh.comments.length, 1)),
  'is cut at a line below what GitHub takes, and says so': () => {
    const rows = Array.from({ length: 4000 }, (_, place) => `| µ setting ${place} | 1 | 2 |\n`);
    return comment(
      {},
      ({ exitCode, log, gh }) => {
        assert.is(exitCode, 0, log);
        const { body } = gh.comments[0]!;
        assert.ok(body.length < 65_536 && body.length > 55_000, String(body.length));
        assert.match(
          body,
          /\| µ setting \d+ \| 1 \| 2 \|\n\n_This is the beginning; all of it is in the \[job's summary\]/,
        );
        assert.not.match(body, /\ufffd/);
      },
      { report: `${REPORT}${rows.join('')}` },
    );
  },
  'of a report that is short enough is all of it': () =>
    comment({}, ({ gh }) => assert.not.match(gh.comments[0]!.body, /This is the beginning/)),
  'is none outside of a pull request': () =>
    comment(
      {},
      ({ exitCode, log, gh }) => {
        assert.equal([exitCode, log, gh.calls], [0, 'no pull request, no comment\n', []]);
      },
      { number: '' },
    ),
  'needs a marker, or the next run would not find it': () =>
    comment({}, ({ exitCode, gh }) => assert.equal([exitCode, gh.calls], [1, []]), { report: 'no marker\n' }),
});

check('a comment that cannot be written', {
  'for want of rights, as from a fork, is a warning': async () => {
    for (const method of ['POST', 'GET', 'QUERY']) {
      await comment({ failure: { method, told: FORBIDDEN } }, ({ exitCode, log, gh }) => {
        assert.is(exitCode, 0, log);
        const [command, ...more] = workflowCommands(log);
        assert.is(command?.kind, 'warning');
        assert.match(command!.text, /^no comment: this token may not write one, as on pull requests from forks/);
        assert.match(command!.text, /Resource not accessible by integration \(HTTP 403\)\)$/);
        assert.equal([more, gh.comments], [[], []]);
      });
    }
  },
  'for another reason is an error, in the words of gh': async () => {
    const reasons = ['gh: Bad credentials (HTTP 401)', 'gh: Not Found (HTTP 404)', 'gh: 50% (HTTP 502)\n::error::x'];
    for (const told of reasons) {
      await comment({ comments: [ours(OLD, 1)], failure: { method: 'PATCH', told } }, ({ exitCode, log, gh }) => {
        assert.is(exitCode, 1, log);
        const [command, ...more] = workflowCommands(log);
        assert.equal([command?.kind, command?.text], ['error', `the comment could not be written: ${told}`]);
        assert.equal([more, bodies(gh)], [[], ['**gate failed**']]);
      });
    }
  },
});
