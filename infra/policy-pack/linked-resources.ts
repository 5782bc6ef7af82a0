/**
 * Which resources belong together, by where their inputs come from. The values themselves, ids and ARNs, are unknown in a
 * preview; their origin is not.
 */
import type { PolicyResource } from '@pulumi/policy';
import type { StackResource } from './rule.ts';

type Linkable = Pick<PolicyResource, 'urn'>;

/**
 * The resources of a type that were given something of the target's as one of their inputs. `Args` are those of the type.
 *
 * @example linkedTo(bucket, 'aws:s3/bucketVersioning:BucketVersioning', 'bucket', stack)   // [its versioning]
 */
export function linkedTo<Args = object>(
  target: Linkable,
  type: string,
  input: string,
  stack: readonly PolicyResource[],
): readonly StackResource<Args>[] {
  return stack
    .filter(resource => resource.type === type && comesFrom(resource, input, target))
    .map(resource => resource as StackResource<Args>);
}

/** Whether any resource was given something of the target's as one of these inputs. */
export function isGivenAs(target: Linkable, inputs: readonly string[], stack: readonly PolicyResource[]): boolean {
  return stack.some(resource => inputs.some(input => comesFrom(resource, input, target)));
}

/** What a component made counts as the component's: a VPC of awsx is known by the VPC inside it. */
function comesFrom({ propertyDependencies }: PolicyResource, input: string, target: Linkable): boolean {
  return (propertyDependencies[input] ?? []).some(origin => isInside(origin, target));
}

function isInside(resource: PolicyResource | undefined, target: Linkable): boolean {
  if (resource === undefined) return false;
  return resource.urn === target.urn || isInside(resource.parent, target);
}
