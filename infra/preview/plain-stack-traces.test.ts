import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { writePlainStackTraces } from './plain-stack-traces.ts';

check('a plain stack trace', {
  'is Node’s own, whatever the language host had set': () => {
    Object.assign(Error, { prepareStackTrace: () => 'mapped' });
    assert.is(new Error('boom').stack, 'mapped');
    writePlainStackTraces();
    assert.match(new Error('boom').stack ?? '', /^Error: boom\n {4}at .*plain-stack-traces\.test\.ts:10:/);
  },
});
