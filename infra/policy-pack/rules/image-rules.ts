import type { ecr } from '@pulumi/aws';
import { linkedTo } from '../linked-resources.ts';
import { allowedBy, hasAnyPrincipal } from '../policy-document.ts';
import { acrossStack, onResource, type Rule } from '../rule.ts';

const REPOSITORY = 'aws:ecr/repository:Repository';

export const IMAGE_RULES: readonly Rule[] = Object.freeze([
  onResource<ecr.RepositoryArgs>({
    name: 'repository-immutable-tags',
    ids: ['CKV_AWS_51'],
    types: [REPOSITORY],
    says: 'tags of images are immutable',
    remedy: 'Set imageTagMutability to IMMUTABLE, and push each build under a tag of its own.',
    isBroken: ({ imageTagMutability }) => imageTagMutability !== 'IMMUTABLE',
  }),
  onResource<ecr.RepositoryArgs>({
    name: 'repository-scans',
    ids: ['CKV_AWS_163'],
    types: [REPOSITORY],
    says: 'images are scanned when they are pushed',
    remedy: 'Set imageScanningConfiguration.scanOnPush.',
    isBroken: ({ imageScanningConfiguration }) => imageScanningConfiguration?.scanOnPush !== true,
  }),
  onResource<ecr.RepositoryPolicyArgs>({
    name: 'repository-policy-named-principals',
    ids: ['CKV_AWS_32', 'AwsSolutions-ECR1'],
    types: ['aws:ecr/repositoryPolicy:RepositoryPolicy'],
    says: 'a repository is not public',
    remedy: 'Name the accounts that may pull instead of *.',
    isBroken: ({ policy }) => allowedBy(policy).some(hasAnyPrincipal),
  }),
  acrossStack<ecr.RepositoryArgs>({
    name: 'repository-has-lifecycle',
    ids: [],
    type: REPOSITORY,
    says: 'a repository forgets old images',
    remedy: 'Give it a LifecyclePolicy: a worker image is about 10 GB, paid for every month.',
    isBroken: (repository, stack) =>
      linkedTo(repository, 'aws:ecr/lifecyclePolicy:LifecyclePolicy', 'repository', stack).length === 0,
  }),
]);
