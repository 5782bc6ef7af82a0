import type { types } from '@pulumi/aws';
import type { BaseGroup } from '../../hub/plan/hub-plan.ts';
import { ROOT_DEVICE_NAME } from './machine-image.ts';

/**
 * What a gp3 volume has at no charge; each carries at most 0.25 MiB/s, so it is enough for the 750 that a plan may ask for (EBS
 * volume types, 2026-08 [H]).
 */
const IOPS_INCLUDED = 3000;

/**
 * The root volume of a worker: gp3 of the plan's size and speed, encrypted with the key that EBS keeps for the account.
 *
 * @example rootVolume({ sizeGibibytes: 100, throughputMebibytesPerSecond: 437 }).ebs?.throughput   // 437
 */
export function rootVolume({ sizeGibibytes, throughputMebibytesPerSecond }: BaseGroup['volume']) {
  return {
    deviceName: ROOT_DEVICE_NAME,
    ebs: {
      volumeType: 'gp3',
      volumeSize: sizeGibibytes,
      throughput: throughputMebibytesPerSecond,
      iops: IOPS_INCLUDED,
      encrypted: 'true',
      deleteOnTermination: 'true',
    },
  } satisfies types.input.ec2.LaunchTemplateBlockDeviceMapping;
}
