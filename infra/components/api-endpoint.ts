import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/**
 * Where the job API is found, before there is anything behind it. It is made first, because CloudFront has to know it, and the
 * functions have to know CloudFront: they sign URLs under its name.
 */
export class ApiEndpoint extends pulumi.ComponentResource {
  readonly api: aws.apigatewayv2.Api;
  readonly domainName: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:api:ApiEndpoint', name, {}, opts);
    this.api = new aws.apigatewayv2.Api(`${name}-api`, { protocolType: 'HTTP' }, { parent: this });
    this.domainName = this.api.apiEndpoint.apply(endpoint => new URL(endpoint).host);
    this.registerOutputs({ domainName: this.domainName });
  }
}
