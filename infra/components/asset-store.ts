import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { assetRules, pageRules } from '../assets/lifecycle-rules.ts';
import { PrivateBucket } from './private-bucket.ts';

export type AssetStoreArgs = {
  readonly plan: Pick<HubPlan, 'storage'>;
};

/**
 * What the hub keeps as files: checkpoints, characters and model weights in one bucket, the submitters' page in another.
 *
 * Characters are data and protected as the plan says. The page is put there from this repository by every release, so its
 * bucket goes with the stack.
 */
export class AssetStore extends pulumi.ComponentResource {
  readonly assetsBucket: PrivateBucket;
  readonly pageBucket: PrivateBucket;

  constructor(name: string, args: AssetStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:assets:AssetStore', name, args, opts);
    const { storage } = args.plan;

    this.assetsBucket = new PrivateBucket(
      `${name}-assets`,
      { protect: storage.protect, lifecycleRules: assetRules(storage) },
      { parent: this },
    );
    this.pageBucket = new PrivateBucket(
      `${name}-page`,
      { protect: false, lifecycleRules: pageRules() },
      { parent: this },
    );
    // Every object stored is an event on the default bus; a rule picks those that end a queue's work.
    new aws.s3.BucketNotification(
      `${name}-assets-events`,
      { bucket: this.assetsBucket.id, eventbridge: true },
      { parent: this },
    );

    this.registerOutputs({ assetsBucketName: this.assetsBucket.id, pageBucketName: this.pageBucket.id });
  }
}
