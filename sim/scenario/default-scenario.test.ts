import * as assert from 'uvu/assert';
import { HubError } from '../../hub/errors.ts';
import { check } from '../../test/kit/check.ts';
import { checkScenario } from './check-scenario.ts';
import { defaultScenario } from './default-scenario.ts';

check('defaultScenario', {
  "is the source document's 10,000 clicks within a minute, on the prod stack": () => {
    const scenario = defaultScenario();
    assert.equal(scenario.arrivals, [{ kind: 'flashCrowd', users: 10_000, windowSeconds: 60, job: 'character' }]);
    assert.is(scenario.stack, 'prod');
    assert.equal(scenario.horizon, { kind: 'settled', maxSeconds: 30 * 86_400 });
    assert.equal(scenario.replications, { min: 10, max: 50, precisionRatio: 0.01 });
  },
  'has nothing to complain about': () => assert.equal(checkScenario(defaultScenario(1)), []),
  'refuses what is no number of users, and says why there is a limit': () => {
    for (const users of [0, -1, 1.5, Number.NaN, Infinity, 30_000_001]) {
      assert.throws(
        () => defaultScenario(users),
        (thrown: unknown) =>
          thrown instanceof HubError &&
          thrown.code === 'USAGE' &&
          /memory/.test(thrown.hint ?? '') &&
          thrown.message.includes(`${users}`),
      );
    }
  },
});
