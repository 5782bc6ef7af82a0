import { STATUS_CODES } from 'node:http';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { API_PROBLEMS, apiProblem } from './api-problem.ts';

/** RFC 9110, section 15.5, has names that Node's list does not know yet. */
const RENAMED: Readonly<Record<number, string>> = { 413: 'Content Too Large', 422: 'Unprocessable Content' };

check('api problem', {
  'has the standard phrase of its status for a title': () => {
    for (const { status, title } of Object.values(API_PROBLEMS))
      assert.is(title, RENAMED[status] ?? STATUS_CODES[status]);
  },
  'is problem details with a code': () => {
    assert.equal(apiProblem('job-not-found', 'you have no job of this id'), {
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'job-not-found',
      detail: 'you have no job of this id',
    });
  },
  'lists what is wrong with the fields': () => {
    const errors = [{ pointer: '#/prompt', detail: 'must not be empty' }];
    assert.equal(apiProblem('invalid-request', 'x', errors).errors, errors);
  },
});
