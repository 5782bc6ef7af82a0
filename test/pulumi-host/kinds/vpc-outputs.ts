/** What awsx.ec2.Vpc answers. Its children are made by another process, so a record has only these ids of them. */
import type { Json, JsonObject } from '../program-record.ts';
import type { Made } from './resource-kind.ts';

/** awsx's own defaults: three zones, and a public and a private subnet in each. Source: awsx 3.9.0, ec2/vpc.d.ts. [H] */
const ZONE_COUNT_DEFAULT = 3;
const SUBNET_TYPES_DEFAULT = ['Private', 'Public'];

/** One subnet per specification and zone. */
export function vpcOutputs({ inputs, hash, region }: Made): JsonObject {
  const zones = zonesOf(inputs, region);
  const types = subnetTypesOf(inputs.subnetSpecs);
  const idsOf = (wanted: string): Json =>
    types
      .filter(type => type.toLowerCase() === wanted)
      .flatMap((_, index) => zones.map(zone => `subnet-${wanted}${index === 0 ? '' : index + 1}-${zone}`));
  return {
    vpcId: `vpc-${hash.slice(0, 17)}`,
    publicSubnetIds: idsOf('public'),
    privateSubnetIds: idsOf('private'),
    isolatedSubnetIds: idsOf('isolated'),
  };
}

function zonesOf(inputs: JsonObject, region: string): string[] {
  const { availabilityZoneNames: names, numberOfAvailabilityZones: count = ZONE_COUNT_DEFAULT } = inputs;
  if (Array.isArray(names)) return names.map(String);
  return [...'abcdef'].slice(0, Number(count)).map(letter => region + letter);
}

function subnetTypesOf(specs: Json | undefined): string[] {
  if (!Array.isArray(specs)) return SUBNET_TYPES_DEFAULT;
  return specs.map((spec: Json) => {
    const type = spec !== null && typeof spec === 'object' && 'type' in spec ? spec.type : undefined;
    if (typeof type !== 'string') throw new Error('awsx.ec2.Vpc: a subnet specification has no type');
    return type;
  });
}
