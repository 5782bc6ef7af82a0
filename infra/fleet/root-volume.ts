import type { types } from '@pulumi/aws';
import type { BaseGroup } from '../../hub/plan/hub-plan.ts';
import { ROOT_DEVICE_NAME } from './machine-image.ts';

/** What a gp3 volume has at no charge (EBS volume types, 2026-08 [H]). */
const IOPS_INCLUDED = 3000;
/** A gp3 volume carries at most 0.25 MiB/s for each of its IOPS (same page [H]). */
const IOPS_PER_MEBIBYTE_PER_SECOND = 4;

/**
 * The root volume of a worker: gp3 of the plan's size and speed, encrypted with the key that EBS keeps for the account.
 *
 * @example rootVolume({ sizeGibibytes: 100, throughputMebibytesPerSecond: 437 }).ebs?.iops   // 3000, enough up to 750 MiB/s
 */
export function rootVolume({ sizeGibibytes, throughputMebibytesPerSecond }: BaseGroup['volume']) {
  return {
    deviceName: ROOT_DEVICE_NAME,
    ebs: {
      volumeType: 'gp3',
      volumeSize: sizeGibibytes,
      throughput: throughputMebibytesPerSecond,
      iops: Math.max(IOPS_INCLUDED, IOPS_PER_MEBIBYTE_PER_SECOND * throughputMebibytesPerSecond),
      encrypted: 'true',
      deleteOnTermination: 'true',
    },
  } satisfies types.input.ec2.LaunchTemplateBlockDeviceMapping;
}
