/** By it AWS's bill is told apart by stack. */
export const STACK_TAG = 'asset-hub:stack';

/**
 * Tags of everything that costs money; activate them once as cost allocation tags, and AWS's bill can be set beside the
 * predicted one. The provider puts them on what Pulumi makes, the groups on what they launch.
 *
 * @example hubTags('prod')   // { 'asset-hub:project': 'asset-hub', 'asset-hub:stack': 'prod' }
 */
export function hubTags(stack: string): Record<string, string> {
  return { 'asset-hub:project': 'asset-hub', [STACK_TAG]: stack };
}
