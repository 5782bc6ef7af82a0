import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { zonesOf } from '../../hub/plan/zones-of.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { subnetsOfZones } from './subnets-of-zones.ts';

const plan = stackPlan('prod');
/** One subnet per zone, named after it, in the order in which the network gives them. */
const subnetIds = zonesOf(plan).map(zone => `subnet-in-${zone}`);
const letters = plan.fleets[0]!.burst!.zones;

check('the subnets of a group', {
  'are those of its zones and no others, in whatever order it names them': () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(letters, { minLength: 1 }), chosen => {
        assert.equal(
          subnetsOfZones(plan, chosen, subnetIds).toSorted(),
          chosen.map(letter => `subnet-in-us-east-1${letter}`).toSorted(),
        );
      }),
    );
  },
  'are not guessed when zones and subnets do not match': () => {
    assert.throws(() => subnetsOfZones(plan, ['a'], subnetIds.slice(1)), /saw 4 subnets, 5 zones/);
  },
});
