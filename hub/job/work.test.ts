import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { INSTANCE_TYPES } from '../catalog/instances.ts';
import { MARKETS } from '../plan/hour-price.ts';
import { costOfWork, moreWork, type Runner, type Work } from './work.ts';

const none = { prices: { onDemandUsdPerHour: {}, spotUsdPerHour: {} } };
const spot: Runner = { instanceType: 'g4dn.xlarge', market: 'spot' };
const onDemand: Runner = { instanceType: 'g4dn.xlarge', market: 'onDemand' };

check('the work of a job', {
  'has one entry for each kind of instance, and adds up': () => {
    const runs = fc.array(
      fc.tuple(
        fc.record({ instanceType: fc.constantFrom('a', 'b'), market: fc.constantFrom(...MARKETS) }),
        fc.nat(1000),
      ),
    );
    fc.assert(
      fc.property(runs, each => {
        const work = each.reduce<Work>((sum, [runner, seconds]) => moreWork(sum, runner, seconds), []);
        const kinds = new Set(work.map(({ instanceType, market }) => `${instanceType} ${market}`));
        assert.is(kinds.size, work.length);
        const told = work.reduce((sum, { seconds }) => sum + seconds, 0);
        assert.is(
          told,
          each.reduce((sum, [, seconds]) => sum + seconds, 0),
        );
      }),
    );
  },
  'costs what its instances cost in that time': () => {
    const { onDemandUsdPerHour, spotUsdPerHour } = INSTANCE_TYPES['g4dn.xlarge'];
    const work = moreWork(moreWork([], spot, 1800), onDemand, 360);
    near(costOfWork(work, none)!, spotUsdPerHour / 2 + onDemandUsdPerHour / 10, 1e-12);
    assert.is(costOfWork([], none), 0);
  },
  'costs what the plan says, where it names a price': () => {
    const plan = { prices: { onDemandUsdPerHour: {}, spotUsdPerHour: { 'g4dn.xlarge': 0.36 } } };
    near(costOfWork(moreWork([], spot, 100), plan)!, 0.01, 1e-12);
  },
  'on an instance without a price costs nobody knows what': () => {
    const work = moreWork(moreWork([], spot, 100), { instanceType: 'x9.huge', market: 'spot' }, 1);
    assert.is(costOfWork(work, none), undefined);
  },
});
