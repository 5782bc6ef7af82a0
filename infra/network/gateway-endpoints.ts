/**
 * The ways to S3 and DynamoDB that cost nothing and pass no NAT gateway: model weights, checkpoints, job records, and the
 * layers of container images, which ECR keeps in S3.
 *
 * Their policies are a fence, not a list of permissions: what a worker may do stands once, in its role. The fence says whose
 * things it may be done to. A worker's credentials can therefore not be made to write to a bucket or a table of somebody
 * else; reading from anywhere stays open, since image layers and operating system packages lie in buckets of Amazon's. It
 * does not bind whoever brings credentials of their own, nor what leaves through the internet gateway.
 */
export type GatewayEndpoint = {
  readonly serviceName: string;
  readonly vpcEndpointType: 'Gateway';
  /** JSON. */
  readonly policy: string;
};

type EndpointStatement = {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*';
  readonly Action: string;
  readonly Resource: '*';
  readonly Condition?: object;
};

/** The principal's own account, filled in at each request (AWS managed policies use it so, 2025-11 [H]). */
// biome-ignore lint/suspicious/noTemplateCurlyInString: IAM fills it in, not JavaScript
const SAME_ACCOUNT = '${aws:PrincipalAccount}';

const inOwnAccount = (service: 's3' | 'dynamodb'): EndpointStatement => ({
  Sid: 'OwnAccount',
  Effect: 'Allow',
  Principal: '*',
  Action: `${service}:*`,
  Resource: '*',
  Condition: { StringEquals: { 'aws:ResourceAccount': SAME_ACCOUNT } },
});

const READ_ANYWHERE: EndpointStatement = Object.freeze({
  Sid: 'ReadAnywhere',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: '*',
});

/** @example gatewayEndpointsOf('us-east-1')[0]?.serviceName   // 'com.amazonaws.us-east-1.s3' */
export function gatewayEndpointsOf(region: string): readonly GatewayEndpoint[] {
  const endpoint = (service: string, statements: readonly EndpointStatement[]): GatewayEndpoint => ({
    serviceName: `com.amazonaws.${region}.${service}`,
    vpcEndpointType: 'Gateway',
    policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  });
  return [endpoint('s3', [inOwnAccount('s3'), READ_ANYWHERE]), endpoint('dynamodb', [inOwnAccount('dynamodb')])];
}
