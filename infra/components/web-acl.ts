import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { webAclRulesOf } from '../delivery/web-acl-rules.ts';

export type WebAclArgs = {
  readonly plan: Pick<HubPlan, 'api'>;
};

/**
 * A web ACL for the distribution. Who calls the API at its own address meets the token check and the throttle only: WAF
 * does not go before HTTP APIs.
 */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:delivery:WebAcl', name, args, opts);

    const acl = new aws.wafv2.WebAcl(
      `${name}-rules`,
      {
        // CloudFront is everywhere, and its web ACLs live here, wherever the hub does.
        scope: 'CLOUDFRONT',
        region: 'us-east-1',
        defaultAction: { allow: {} },
        rules: webAclRulesOf(args.plan.api.requestsPerSecondMax),
        visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: name, sampledRequestsEnabled: true },
      },
      { parent: this },
    );

    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
