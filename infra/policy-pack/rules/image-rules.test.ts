import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { ANYBODY, allow, policyJson } from '../../../test/policy-pack/policy-json.ts';
import { IMAGE_RULES } from './image-rules.ts';

const repository = { type: 'aws:ecr/repository:Repository', name: 'worker' };

checkRules('rules about images', IMAGE_RULES, {
  'repository-immutable-tags': {
    kept: [{ imageTagMutability: 'IMMUTABLE' }],
    broken: [{}, { imageTagMutability: 'MUTABLE' }],
  },
  'repository-scans': {
    kept: [{ imageScanningConfiguration: { scanOnPush: true } }],
    broken: [{}, { imageScanningConfiguration: { scanOnPush: false } }],
  },
  'repository-policy-named-principals': {
    kept: [{ policy: policyJson(allow({ AWS: 'arn:aws:iam::123456789012:root' })) }],
    broken: ANYBODY.map(principal => ({ policy: policyJson(allow(principal)) })),
  },
  'repository-has-lifecycle': {
    kept: [
      [repository, { type: 'aws:ecr/lifecyclePolicy:LifecyclePolicy', name: 'l', from: { repository: ['worker'] } }],
    ],
    broken: [[repository]],
  },
});
