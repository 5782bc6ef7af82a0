/**
 * Which machine image a group boots.
 *
 * The image is looked up when the stack is deployed and stands in the launch template as an id. Letting EC2 look it up at
 * each launch (`resolve:ssm:...`) is not possible: a group whose template names a parameter may have no warm pool, and no
 * refresh of it can be rolled back (EC2 Auto Scaling guide, "Use AWS Systems Manager parameters instead of AMI IDs",
 * edition of 2024 or later [H]). It would also let instances of one version differ. So a bake changes nothing until the
 * next deploy, which shows the new id in its preview and rolls the groups.
 */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';

export type MachineImage =
  | { readonly kind: 'id'; readonly imageId: string }
  /** A parameter of Systems Manager that holds the id. */
  | { readonly kind: 'parameter'; readonly name: string };

/**
 * Kept by AWS: the newest Amazon Linux 2023 with kernel 6.1, whose packages the boot scripts name; x86-64 (Systems Manager
 * guide, "Calling AMI public parameters" [H]).
 */
const STOCK_IMAGE_PARAMETER = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64';

/** Written by each bake of a stack's own image. */
export const bakedImageParameter = (stack: string): string => `/asset-hub/${stack}/machine-image`;

/**
 * The root volume of Amazon Linux 2023, and of the image that is baked from it. A mapping of another name would add a
 * second volume and leave the root as small as the image made it.
 */
export const ROOT_DEVICE_NAME = '/dev/xvda';

/**
 * The image that the plan pins, else the stock one for the boot path that installs everything at launch, else the one
 * baked last.
 */
export function machineImageOf({ stack, images }: Pick<HubPlan, 'stack' | 'images'>, bootPath: string): MachineImage {
  if (images.machineImageId !== undefined) return { kind: 'id', imageId: images.machineImageId };
  return { kind: 'parameter', name: bootPath === 'plain' ? STOCK_IMAGE_PARAMETER : bakedImageParameter(stack) };
}
