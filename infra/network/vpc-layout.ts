/**
 * How the address range of the VPC is cut into subnets.
 *
 * Replacing a subnet means replacing every worker in it, so the cut depends on nothing that changes in daily life: not on
 * how many workers the plan allows, not on how many zones it names, and not on whether workers are public or private. Each
 * zone gets the same slot of the range, halved: the first half is the zone's public subnet, the second is kept for a
 * private one. Moving workers from public to private adds subnets and moves none.
 *
 * What does move subnets: a zone that comes before others in the alphabet, since awsx numbers them by position.
 */
import { HubError } from '../../hub/errors.ts';
import type { Fleet, HubPlan } from '../../hub/plan/hub-plan.ts';
import { zonesOf } from '../../hub/plan/zones-of.ts';
import type { Count } from '../../hub/units.ts';
import { type NatStrategy, natStrategyOf } from './nat-strategy.ts';

export type SubnetSpec = { readonly type: 'Public' | 'Private'; readonly cidrMask: number };

export type VpcLayout = {
  /** In alphabetical order; every list of subnets of one type is in the same order. */
  readonly zones: readonly string[];
  /** Prefix length of a zone's slot. */
  readonly zoneCidrMask: number;
  /** Subnets of each zone, from the start of its slot. */
  readonly subnetSpecs: readonly SubnetSpec[];
  readonly natStrategy: NatStrategy;
};

/** Eight slots: zones are named a to f, and slots come in powers of two. */
const ZONE_SLOT_BITS = 3;
/** Half a slot for either type. */
const HALF_SLOT_BITS = 1;
/** A VPC is a /16 at most, a subnet a /28 at least (EC2 API, CreateVpc and CreateSubnet, read 2026-11-23 [H]). */
const VPC_CIDR_MASK_MIN = 16;
const SUBNET_CIDR_MASK_MAX = 28;
/** The first four addresses of a subnet and its last are Amazon's (same [H]). */
const RESERVED_ADDRESS_COUNT = 5;
/** A rolling replacement, and Spot instances replaced ahead of time, run beside those they replace. */
const REPLACEMENT_FACTOR = 2;

/**
 * @throws HubError CONFIG_INVALID when the range cannot be cut, or one zone of it could not hold all workers at once,
 *   which is where Spot capacity may well be found
 * @example vpcLayoutOf(plan)   // of a /16 with public workers:
 *   // { zones: ['us-east-1a', ...], zoneCidrMask: 19, subnetSpecs: [{ type: 'Public', cidrMask: 20 }], natStrategy: 'None' }
 */
export function vpcLayoutOf(plan: Pick<HubPlan, 'region' | 'network' | 'fleets'>): VpcLayout {
  const { workerSubnets, cidrBlock } = plan.network;
  const vpcCidrMask = Number(cidrBlock.split('/')[1]);
  const zoneCidrMask = vpcCidrMask + ZONE_SLOT_BITS;
  const cidrMask = zoneCidrMask + HALF_SLOT_BITS;
  checkRange(cidrBlock, vpcCidrMask, cidrMask);
  checkRoom(cidrBlock, cidrMask, addressesWanted(plan.fleets));

  const zones = zonesOf(plan);
  const publicSubnet: SubnetSpec = { type: 'Public', cidrMask };
  const privateSubnet: SubnetSpec = { type: 'Private', cidrMask };
  return {
    zones,
    zoneCidrMask,
    subnetSpecs: workerSubnets === 'private' ? [publicSubnet, privateSubnet] : [publicSubnet],
    natStrategy: natStrategyOf(plan.network, zones.length),
  };
}

function checkRange(cidrBlock: string, vpcCidrMask: number, cidrMask: number): void {
  if (vpcCidrMask >= VPC_CIDR_MASK_MIN && cidrMask <= SUBNET_CIDR_MASK_MAX) return;
  const smallest = SUBNET_CIDR_MASK_MAX - HALF_SLOT_BITS - ZONE_SLOT_BITS;
  throw new HubError(
    'CONFIG_INVALID',
    `network.cidrBlock must be a range from /${VPC_CIDR_MASK_MIN} to /${smallest} (saw ${cidrBlock})`,
    { hint: 'leave it out to use the default' },
  );
}

function checkRoom(cidrBlock: string, cidrMask: number, wanted: Count): void {
  const room = 2 ** (32 - cidrMask) - RESERVED_ADDRESS_COUNT;
  if (room >= wanted) return;
  throw new HubError(
    'CONFIG_INVALID',
    `network.cidrBlock must hold every worker, and its replacement, in any one zone: ${wanted} addresses (saw ${cidrBlock}, ${room} a zone)`,
    { hint: 'choose a larger range, or lower the maxCount of the groups' },
  );
}

/** Stopped instances of a warm pool keep their addresses (same [H]). */
function addressesWanted(fleets: readonly Fleet[]): Count {
  const ofFleet = ({ base, burst }: Fleet) =>
    Math.max(base?.maxCount ?? 0, base?.warmPool?.preparedCapacityMax ?? 0) + (burst?.maxCount ?? 0);
  return REPLACEMENT_FACTOR * fleets.reduce((sum, fleet) => sum + ofFleet(fleet), 0);
}
