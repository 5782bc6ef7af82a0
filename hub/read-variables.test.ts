import * as assert from 'uvu/assert';
import * as z from 'zod';
import { check } from '../test/kit/check.ts';
import { HubError } from './errors.ts';
import { jsonText, numberText, readVariables } from './read-variables.ts';

const schema = z.object({
  NAME: z.string().min(1),
  DAYS: numberText,
  URLS: jsonText(z.record(z.string(), z.url())),
});
const right = { NAME: 'jobs', DAYS: '7', URLS: '{"a":"https://example.com"}' };

function messageOf(variables: Record<string, string>): string {
  try {
    readVariables(schema, variables, 'the function');
  } catch (error) {
    assert.instance(error, HubError);
    return (error as HubError).message;
  }
  throw new Error('nothing was thrown');
}

check('variables', {
  'are read into what they mean': () => {
    const expected = { NAME: 'jobs', DAYS: 7, URLS: { a: 'https://example.com' } };
    assert.equal(readVariables(schema, { ...right, PATH: '/bin' }, 'the function'), expected);
  },
  'that are missing are named, all of them': () => {
    assert.is(messageOf({ DAYS: '7' }), 'environment variables of the function: NAME is missing; URLS is missing');
  },
  'that are wrong are shown': () => {
    assert.match(messageOf({ ...right, DAYS: 'x' }), /DAYS: must be a number >= 0 \(saw x\)$/);
    assert.match(messageOf({ ...right, DAYS: '' }), /DAYS: must be a number >= 0 \(saw \)$/);
    assert.match(messageOf({ ...right, DAYS: '-1' }), /DAYS: must be a number >= 0 \(saw -1\)$/);
    assert.match(messageOf({ ...right, URLS: '{' }), /URLS: must be JSON \(saw \{\)$/);
    assert.match(messageOf({ ...right, URLS: '{"a":"b"}' }), /URLS\.a: .*URL.* \(saw \{"a":"b"\}\)$/);
  },
});
