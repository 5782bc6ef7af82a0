import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { imageLifecyclePolicy } from '../images/image-lifecycle.ts';

export type ImagesArgs = {
  readonly plan: Pick<HubPlan, 'storage'>;
};

/**
 * The worker's container images. A tag is never moved to another image, so what a launch template names is what was tested.
 *
 * They can be built again from source and are no state. Yet without them no worker starts, so where the plan protects, the
 * repository cannot be deleted by a slip, nor at all while it holds an image.
 */
export class Images extends pulumi.ComponentResource {
  readonly repositoryUrl: pulumi.Output<string>;
  readonly repositoryArn: pulumi.Output<string>;

  constructor(name: string, args: ImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:images:Images', name, args, opts);
    const { protect } = args.plan.storage;

    const repository = new aws.ecr.Repository(
      `${name}-worker`,
      {
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: 'AES256' }],
        forceDelete: !protect,
      },
      { parent: this, protect },
    );
    new aws.ecr.LifecyclePolicy(
      `${name}-worker-lifecycle`,
      { repository: repository.name, policy: imageLifecyclePolicy() },
      { parent: this },
    );

    this.repositoryUrl = repository.repositoryUrl;
    this.repositoryArn = repository.arn;
    this.registerOutputs({ repositoryUrl: this.repositoryUrl, repositoryArn: this.repositoryArn });
  }
}
