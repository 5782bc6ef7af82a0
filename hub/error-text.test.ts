import * as assert from 'uvu/assert';
import { check } from '../test/kit/check.ts';
import { errorText } from './error-text.ts';
import { HubError } from './errors.ts';

const place = { file: 'Pulumi.dev.yaml', line: 3, column: 5 };
const problems = [
  { ...place, path: 'fleets', message: 'must be a list', hint: 'begin each with -' },
  { ...place, line: 9, path: 'queues', message: 'must not be empty' },
];

check('what a person can mend', {
  'is a message alone': () => assert.is(errorText(new HubError('USAGE', 'no such stack')), 'error: no such stack'),
  'is a message and what to do': () =>
    assert.is(
      errorText(new HubError('USAGE', 'no such stack', { hint: 'say dev' })),
      'error: no such stack\nhint: say dev',
    ),
  'has every problem with its place before what to do': () => {
    const told =
      'error: wrong\nPulumi.dev.yaml:3:5 fleets must be a list\n  hint: begin each with -\nPulumi.dev.yaml:9:5 queues must not be empty';
    assert.is(errorText(new HubError('CONFIG_INVALID', 'wrong', { problems })), told);
    assert.is(errorText(new HubError('CONFIG_INVALID', 'wrong', { problems, hint: 'mend' })), `${told}\nhint: mend`);
  },
});
