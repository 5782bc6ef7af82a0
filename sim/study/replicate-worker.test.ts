import { isBuiltin, registerHooks } from 'node:module';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';

const packages = new Set<string>();
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') && !isBuiltin(specifier)) packages.add(specifier);
    return next(specifier, context);
  },
});
await import('./replicate-worker.ts');

check('a worker thread', {
  'loads what plays and measures, and nothing that reads configuration': () =>
    assert.equal([...packages], ['simple-statistics']),
});
