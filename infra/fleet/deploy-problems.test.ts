/** Shows that a plan which nothing on AWS can stand for is refused with its places, all at once. */
import * as assert from 'uvu/assert';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { check } from '../../test/kit/check.ts';
import { stackText } from '../../test/kit/stack-plan.ts';
import { deployProblems } from './deploy-problems.ts';

/** Problems of the prod stack with some of its text exchanged. */
function problemsWith(changes: Readonly<Record<string, string>>, stack = 'prod') {
  const text = Object.entries(changes).reduce((all, [from, to]) => {
    assert.ok(all.includes(from), `the prod stack has no '${from}'`);
    return all.replace(from, to);
  }, stackText('prod'));
  const parsed = parseStackConfig({ text, file: 'Pulumi.prod.yaml', stack });
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return { text, problems: deployProblems(parsed.plan, parsed.sources.sections) };
}
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

check('a plan', {
  'of this project can be deployed': () => assert.equal(problemsWith({}).problems, []),
  'cannot boot instances by a path that is no machine': () => {
    const { text, problems } = problemsWith({ 'maxCount: 4\n': 'maxCount: 4\n        bootPath: instant\n' });
    assert.equal(problems, [
      {
        file: 'Pulumi.prod.yaml',
        line: lineOf(text, 'bootPath: instant'),
        column: 19,
        path: 'fleets.generation.base.bootPath',
        message: 'must be one of plain, baked-ami, weights-from-s3 to be deployed (saw instant)',
        hint: 'to change how long one takes, set boot.<path>',
      },
    ]);
  },
  'cannot start instances from the pool by anything but a warm start': () => {
    const { problems } = problemsWith({ 'minCount: 2\n': 'minCount: 2\n          bootPath: weights-from-s3\n' });
    assert.equal(
      problems.map(({ path }) => path),
      ['fleets.generation.base.warmPool.bootPath'],
    );
  },
  'cannot make names that AWS would refuse': () => {
    const { problems } = problemsWith({}, 'production-of-europe');
    assert.equal(
      problems.map(({ path, message }) => [path, message]),
      [['', 'makes names of 69 letters on AWS, which takes 64 (saw stack production-of-europe)']],
    );
    const fleet = 'a-fleet-with-quite-a-long-name';
    const { problems: ofFleet } = problemsWith(
      { '    generation:\n      queues': `    ${fleet}:\n      queues` },
      'staging',
    );
    assert.equal(
      ofFleet.map(({ path, hint }) => [path, hint]),
      [[`fleets.${fleet}`, 'shorten the name of the stack or the fleet by 4']],
    );
  },
  'cannot be of a stack whose name buckets would refuse': () =>
    assert.equal(
      problemsWith({}, 'My_Stack').problems.map(({ message, hint }) => [message, hint]),
      [
        [
          'needs a stack name of lower-case letters, digits and hyphens to be deployed (saw My_Stack)',
          'copy the file to one named Pulumi.my-stack.yaml',
        ],
      ],
    ),
  'may track its backlog instead of scaling on submit': () => {
    assert.equal(problemsWith({ '- preset: scale-on-submit': '- preset: backlog-tracking' }).problems, []);
  },
  'cannot watch more metrics than an alarm has': () => {
    const stages = ['text-to-image', 'matte', 'image-to-3d', 'retopology', 'texture'];
    const queues = stages.map((stage, index) => `    q${index}:\n      stages: [${stage}]\n`).join('');
    const { problems } = problemsWith({
      '    generation:\n      stages: [text-to-image, matte, image-to-3d]\n': `${queues}    generation:\n      stages: [rigging]\n`,
      'stages: [retopology, texture, rigging, package]': 'stages: [package]',
      'queues: [generation]': 'queues: [generation, q0, q1, q2, q3, q4]',
      '- preset: scale-on-submit': '- preset: backlog-tracking',
    });
    assert.equal(
      problems.map(({ path, message }) => [path, message.slice(message.indexOf('(saw'))]),
      [
        ['fleets.generation.base.policies[1]', '(saw backlog of 6 queues needs 12)'],
        ['fleets.generation.burst.policies[0]', '(saw backlogPerInstance of 6 queues needs 14)'],
        ['fleets.generation.burst.policies[1]', '(saw backlog of 6 queues needs 12)'],
      ],
    );
  },
  'is told everything at once': () => {
    const { problems } = problemsWith({
      'maxCount: 4\n': 'maxCount: 4\n        bootPath: instant\n',
      'maxCount: 100\n': 'maxCount: 100\n        bootPath: instant\n',
    });
    assert.is(problems.length, 2);
  },
});
