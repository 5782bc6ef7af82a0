/** Settings of a small stack whose one fleet has both groups, as a Fleet component would make them. */
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import type { BootSettings, GroupKind } from './boot-settings.ts';

const stackText = (bootPath: string) => `config:
  aws:region: us-east-1
  asset-hub:queues:
    generation: { stages: [text-to-image, matte, image-to-3d], visibilityTimeoutSeconds: 300 }
    rigging: { stages: [retopology, texture, rigging, package] }
  asset-hub:fleets:
    everything:
      queues: [rigging, generation]
      base:
        minCount: 1
        maxCount: 2
        instanceTypes: [g4dn.xlarge]
        bootPath: ${bootPath}
        bootTimeoutSeconds: 30
        warmPool: { preparedCapacityMax: 2 }
      burst:
        minCount: 0
        maxCount: 2
        instanceTypes: [g4dn.xlarge, g5.xlarge]
        bootPath: ${bootPath}
        bootTimeoutSeconds: 30
        drainSeconds: 300
`;

const BUCKET_NAME = 'asset-hub-test-assets-0a1b2c3';

/** Where a release of the weights is, as `s3://` addresses have it. */
export const testWeights = (release: string): string => `${BUCKET_NAME}/weights/${release}`;

export function testSettings(kind: GroupKind, bootPath = 'weights-from-s3'): BootSettings {
  const stack = parseStackConfig({ text: stackText(bootPath), file: 'Pulumi.test.yaml', stack: 'test' });
  if (stack.kind === 'problems') throw new Error(JSON.stringify(stack.problems));
  const [fleet] = stack.plan.fleets;
  if (fleet === undefined) throw new Error('the stack file of the tests has no fleet');
  const queueUrl = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/asset-hub-test-${name}-0a1b2c3`;
  return {
    plan: stack.plan,
    fleet,
    kind,
    workerImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/asset-hub-test-worker-0a1b2c3:0.1.0',
    assetsBucketName: BUCKET_NAME,
    jobTableName: 'asset-hub-test-jobs-0a1b2c3',
    logGroupName: 'asset-hub-test-workers-0a1b2c3',
    queueUrls: { generation: queueUrl('generation'), rigging: queueUrl('rigging') },
  };
}
