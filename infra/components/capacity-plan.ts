import * as pulumi from '@pulumi/pulumi';
import type { Prediction } from '../preview/predict.ts';

/**
 * The prediction as a resource, so that every preview shows what changed in it and a policy can refuse it. It makes
 * nothing on AWS. Its inputs are plain numbers: a policy sees them before anything is created.
 */
export class CapacityPlan extends pulumi.ComponentResource {
  constructor(name: string, prediction: Prediction, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:capacity:CapacityPlan', name, prediction, opts);
    this.registerOutputs({ ...prediction });
  }
}
