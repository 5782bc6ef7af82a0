import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { JOBS_PREFIX } from '../../hub/job/manifest-key.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { bucketPolicy } from '../assets/bucket-policy.ts';
import { crossOriginRulesOf } from '../delivery/cross-origin-rules.ts';
import { distributionArgsOf } from '../delivery/distribution-args.ts';
import { aliasRecordsOf } from '../delivery/own-domain.ts';
import { securityHeadersOf } from '../delivery/security-headers.ts';
import type { AssetStore } from './asset-store.ts';
import type { PrivateBucket } from './private-bucket.ts';
import { SigningKeys } from './signing-keys.ts';
import { WebAcl } from './web-acl.ts';

export type DeliveryArgs = {
  readonly plan: Pick<HubPlan, 'stack' | 'api' | 'delivery'>;
  readonly assetStore: AssetStore;
  /** Where the page asks for its player's tokens, as `https://login.example.com`. */
  readonly signInOrigins: pulumi.Input<readonly string[]>;
  /** Host of the job API. */
  readonly apiDomainName: pulumi.Input<string>;
};

/**
 * The one address of the hub: page, API and characters from the edge that is nearest to the player.
 *
 * A player's own file goes from the page to the assets bucket itself, by a form that S3 checks (docs/adr/0018). With `direct`
 * delivery characters come from there, too, by URLs that S3 signs, so there is no signing key. The bucket answers the page's
 * origins across origins, as far as that needs, and the page's content policy names the bucket.
 *
 * A bucket has one policy, and who reads a bucket is decided here, so here both policies are made.
 */
export class Delivery extends pulumi.ComponentResource {
  /** The studio's first own name, or the one CloudFront gave. */
  readonly domainName: pulumi.Output<string>;
  /** Every host under which the page is found. */
  readonly domainNames: readonly pulumi.Output<string>[];
  readonly distributionId: pulumi.Output<string>;
  readonly distributionArn: pulumi.Output<string>;
  /** How URLs of characters are signed; with `cloudfront` delivery only. */
  readonly signing?: {
    readonly domainName: pulumi.Output<string>;
    readonly keyPairId: pulumi.Output<string>;
    readonly parameterName: pulumi.Output<string>;
    readonly parameterArn: pulumi.Output<string>;
  };

  constructor(name: string, args: DeliveryArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:delivery:Delivery', name, args, opts);
    const { plan } = args;

    const signingKeys = isDirect(plan) ? undefined : new SigningKeys(`${name}-signing`, { parent: this });
    const distribution = createDistribution(this, name, args, signingKeys);
    createRecords(this, name, plan, distribution);
    createPolicies(this, name, args, distribution);
    createCrossOriginRules(this, name, args, distribution);

    this.domainNames = [...plan.delivery.domainNames, distribution.domainName].map(host => pulumi.output(host));
    this.domainName = this.domainNames[0]!;
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    if (signingKeys !== undefined) {
      const { keyPairId, parameterName, parameterArn } = signingKeys;
      this.signing = { domainName: this.domainName, keyPairId, parameterName, parameterArn };
    }
    this.registerOutputs({
      domainName: this.domainName,
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      signing: this.signing,
    });
  }
}

const isDirect = ({ delivery }: DeliveryArgs['plan']): boolean => delivery.path === 'direct';

function createDistribution(
  parent: Delivery,
  name: string,
  { plan, assetStore, apiDomainName, signInOrigins }: DeliveryArgs,
  signingKeys: SigningKeys | undefined,
): aws.cloudfront.Distribution {
  const { assetsBucket, pageBucket } = assetStore;
  const access = new aws.cloudfront.OriginAccessControl(
    `${name}-access`,
    {
      originAccessControlOriginType: 's3',
      // Always: a token in the request to a bucket is overwritten, not handed on.
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    },
    { parent },
  );
  const headers = new aws.cloudfront.ResponseHeadersPolicy(
    `${name}-headers`,
    {
      securityHeadersConfig: pulumi
        .all([signInOrigins, assetsBucket.regionalDomainName])
        .apply(([origins, assetsHost]) => {
          const assetsOrigin = `https://${assetsHost}`;
          return securityHeadersOf([...origins, assetsOrigin], isDirect(plan) ? [assetsOrigin] : []);
        }),
    },
    { parent },
  );
  const webAcl = plan.delivery.webAcl ? new WebAcl(`${name}-web-acl`, { plan }, { parent }) : undefined;
  return new aws.cloudfront.Distribution(
    `${name}-distribution`,
    distributionArgsOf(plan, {
      domainNames: {
        page: pageBucket.regionalDomainName,
        assets: assetsBucket.regionalDomainName,
        api: apiDomainName,
      },
      originAccessControlId: access.id,
      responseHeadersPolicyId: headers.id,
      trustedKeyGroupId: signingKeys?.keyGroupId,
      webAclArn: webAcl?.arn,
    }),
    { parent },
  );
}

function createRecords(
  parent: Delivery,
  name: string,
  { delivery }: DeliveryArgs['plan'],
  distribution: aws.cloudfront.Distribution,
): void {
  for (const { domainName, type, zoneId } of aliasRecordsOf(delivery)) {
    const target = { name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false };
    new aws.route53.Record(
      `${name}-${domainName}-${type.toLowerCase()}`,
      { zoneId, name: domainName, type, aliases: [target] },
      { parent },
    );
  }
}

/** The distribution reads the page, and of the assets the jobs alone: model weights are no business of the edge. */
function createPolicies(
  parent: Delivery,
  name: string,
  { plan, assetStore }: DeliveryArgs,
  distribution: aws.cloudfront.Distribution,
): void {
  const prefixes = { page: '', assets: isDirect(plan) ? undefined : JOBS_PREFIX };
  const create = (what: keyof typeof prefixes, bucket: PrivateBucket) => {
    const prefix = prefixes[what];
    const policy = pulumi
      .all([bucket.arn, distribution.arn])
      .apply(([bucketArn, distributionArn]) =>
        bucketPolicy(bucketArn, prefix === undefined ? undefined : { distributionArn, prefix }),
      );
    new aws.s3.BucketPolicy(`${name}-${what}-policy`, { bucket: bucket.id, policy }, { parent });
  };
  create('page', assetStore.pageBucket);
  create('assets', assetStore.assetsBucket);
}

/** For the page, at every name it has. A bucket has one such setting, so it is all of it. */
function createCrossOriginRules(
  parent: Delivery,
  name: string,
  { plan, assetStore }: DeliveryArgs,
  distribution: aws.cloudfront.Distribution,
): void {
  const hosts = [...plan.delivery.domainNames, distribution.domainName];
  const allowedOrigins = hosts.map(host => pulumi.interpolate`https://${host}`);
  new aws.s3.BucketCorsConfiguration(
    `${name}-assets-cors`,
    {
      bucket: assetStore.assetsBucket.id,
      corsRules: crossOriginRulesOf(plan.delivery.path).map(({ allowedMethods, maxAgeSeconds }) => ({
        allowedMethods: [...allowedMethods],
        allowedOrigins,
        maxAgeSeconds,
      })),
    },
    { parent },
  );
}
