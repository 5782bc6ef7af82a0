import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { LAUNCH_TEMPLATE_RULES } from './launch-template-rules.ts';

const withVolume = (ebs: object) => ({ blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs }] });
const withUserData = (text: string) => ({ userData: Buffer.from(text).toString('base64') });

checkRules('rules about instances', LAUNCH_TEMPLATE_RULES, {
  'launch-template-imdsv2': {
    kept: [{ metadataOptions: { httpTokens: 'required' } }],
    broken: [{}, { metadataOptions: { httpEndpoint: 'enabled' } }, { metadataOptions: { httpTokens: 'optional' } }],
  },
  'launch-template-imds-one-hop': {
    kept: [{}, { metadataOptions: { httpPutResponseHopLimit: 1 } }],
    broken: [{ metadataOptions: { httpPutResponseHopLimit: 2 } }],
  },
  'launch-template-encrypted-volumes': {
    kept: [
      withVolume({ encrypted: 'true' }),
      {
        blockDeviceMappings: [
          { deviceName: '/dev/sdb', noDevice: 'true' },
          ...withVolume({ encrypted: 'true' }).blockDeviceMappings,
        ],
      },
    ],
    broken: [{}, withVolume({}), withVolume({ encrypted: 'false' })],
  },
  'launch-template-no-secrets': {
    kept: [{}, withUserData('#!/bin/bash\necho asset-hub > /etc/asset-hub/stack\n')],
    broken: [withUserData('#!/bin/bash\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n')],
  },
  'launch-template-role': {
    kept: [{ iamInstanceProfile: { arn: 'arn' } }],
    broken: [{}],
  },
  'launch-template-ebs-optimized': {
    kept: [{ ebsOptimized: 'true' }],
    broken: [{}, { ebsOptimized: 'false' }],
  },
  'group-launch-template': {
    kept: [{ launchTemplate: { id: 'lt' } }, { mixedInstancesPolicy: { launchTemplate: {} } }],
    broken: [{}, { launchConfiguration: 'lc' }, { launchConfiguration: 'lc', launchTemplate: { id: 'lt' } }],
  },
  'group-tags-instances': {
    kept: [{ tags: [{ key: 'a', value: 'b', propagateAtLaunch: true }] }],
    broken: [{}, { tags: [{ key: 'a', value: 'b', propagateAtLaunch: false }] }],
  },
  'group-health-grace': {
    kept: [{}, { healthCheckType: 'EC2' }, { healthCheckType: 'ELB', healthCheckGracePeriod: 300 }],
    broken: [{ healthCheckType: 'ELB' }],
  },
});
