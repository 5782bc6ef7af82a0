import type * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { type Behavior, type OriginName, PAGE_BEHAVIOR, pathBehaviorsOf } from './behaviors.ts';
import { viewerCertificateOf } from './own-domain.ts';

/** What the distribution is made of besides the plan. */
export type DistributionParts = {
  /** Host of each origin. */
  readonly domainNames: Readonly<Record<OriginName, pulumi.Input<string>>>;
  /** Lets the distribution sign its requests to buckets. */
  readonly originAccessControlId: pulumi.Input<string>;
  readonly responseHeadersPolicyId: pulumi.Input<string>;
  /** Whose signatures are good; absent where no path is signed. */
  readonly trustedKeyGroupId?: pulumi.Input<string> | undefined;
  readonly webAclArn?: pulumi.Input<string> | undefined;
};

type BehaviorArgs = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;
type OriginArgs = aws.types.input.cloudfront.DistributionOrigin;

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/** @throws Error when a path is to be signed and there is no key group: it would be open to everybody */
export function distributionArgsOf(
  plan: Pick<HubPlan, 'stack' | 'delivery'>,
  parts: DistributionParts,
): aws.cloudfront.DistributionArgs {
  const { path, domainNames, certificateArn, priceClass } = plan.delivery;
  const pathBehaviors = pathBehaviorsOf(path);
  const origins = new Set([PAGE_BEHAVIOR, ...pathBehaviors].map(behavior => behavior.origin));
  return {
    enabled: true,
    comment: `Asset Hub ${plan.stack}`,
    httpVersion: 'http2and3',
    isIpv6Enabled: true,
    priceClass,
    defaultRootObject: 'index.html',
    aliases: [...domainNames],
    viewerCertificate: viewerCertificateOf({ certificateArn }),
    origins: [...origins].map(origin => originArgs(origin, parts)),
    defaultCacheBehavior: behaviorArgs(PAGE_BEHAVIOR, parts),
    orderedCacheBehaviors: pathBehaviors.map(behavior => ({
      ...behaviorArgs(behavior, parts),
      pathPattern: behavior.pathPattern,
    })),
    restrictions: { geoRestriction: { restrictionType: 'none' } },
    ...(parts.webAclArn === undefined ? {} : { webAclId: parts.webAclArn }),
  };
}

/** Buckets are read with a signature of CloudFront's, the API over TLS as any client would. */
function originArgs(origin: OriginName, { domainNames, originAccessControlId }: DistributionParts): OriginArgs {
  const named = { originId: origin, domainName: domainNames[origin] };
  if (origin !== 'api') return { ...named, originAccessControlId };
  return {
    ...named,
    customOriginConfig: {
      httpPort: HTTP_PORT,
      httpsPort: HTTPS_PORT,
      originProtocolPolicy: 'https-only',
      originSslProtocols: ['TLSv1.2'],
    },
  };
}

function behaviorArgs(behavior: Behavior, parts: DistributionParts): BehaviorArgs {
  const { viewerProtocolPolicy, allowedMethods, cachePolicyId, originRequestPolicyId, compress, isSigned } = behavior;
  return {
    targetOriginId: behavior.origin,
    viewerProtocolPolicy,
    allowedMethods: [...allowedMethods],
    cachedMethods: ['GET', 'HEAD'],
    cachePolicyId,
    ...(originRequestPolicyId === undefined ? {} : { originRequestPolicyId }),
    responseHeadersPolicyId: parts.responseHeadersPolicyId,
    compress,
    ...(isSigned ? { trustedKeyGroups: [keyGroupOf(behavior, parts)] } : {}),
  };
}

function keyGroupOf(behavior: Behavior, { trustedKeyGroupId }: DistributionParts): pulumi.Input<string> {
  if (trustedKeyGroupId === undefined)
    throw new Error(`no key group for the signed paths of origin ${behavior.origin}`);
  return trustedKeyGroupId;
}
