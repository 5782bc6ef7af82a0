import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { natStrategyOf } from './nat-strategy.ts';

check('the NAT strategy', {
  'is the plan in the words of awsx': () => {
    const rows = [
      ['public', 0, 5, 'None'],
      ['public', 1, 5, 'None'],
      ['private', 1, 5, 'Single'],
      ['private', 5, 5, 'OnePerAz'],
      ['private', 1, 1, 'Single'],
    ] as const;
    for (const [workerSubnets, natGatewayCount, zoneCount, wanted] of rows)
      assert.is(natStrategyOf({ workerSubnets, natGatewayCount }, zoneCount), wanted);
  },
});
