import type { cloudfront } from '@pulumi/aws';
import type { Unwrap } from '@pulumi/pulumi';
import type { OriginName } from '../../delivery/behaviors.ts';
import { onResource, type Rule } from '../rule.ts';

const DISTRIBUTION = 'aws:cloudfront/distribution:Distribution';
const HEADERS = 'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy';

/** The origin of what belongs to one player only. */
const SIGNED_ORIGIN = 'assets' satisfies OriginName;

const MODERN_TLS = /^TLSv1\.[23]/;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

type Distribution = Unwrap<cloudfront.DistributionArgs>;

const behaviorsOf = ({ defaultCacheBehavior, orderedCacheBehaviors = [] }: Distribution) => [
  defaultCacheBehavior,
  ...orderedCacheBehaviors,
];

export const DELIVERY_RULES: readonly Rule[] = Object.freeze([
  onResource<cloudfront.DistributionArgs>({
    name: 'distribution-https-only',
    ids: ['CKV_AWS_34'],
    types: [DISTRIBUTION],
    says: 'viewers use HTTPS',
    remedy: 'Set viewerProtocolPolicy of every behavior to https-only or redirect-to-https.',
    isBroken: distribution =>
      behaviorsOf(distribution).some(({ viewerProtocolPolicy }) => viewerProtocolPolicy === 'allow-all'),
  }),
  onResource<cloudfront.DistributionArgs>({
    name: 'distribution-modern-tls',
    ids: ['CKV_AWS_174', 'AwsSolutions-CFR4'],
    types: [DISTRIBUTION],
    says: 'with a certificate of its own, viewers use TLS 1.2 or later',
    remedy: 'Set viewerCertificate.minimumProtocolVersion to TLSv1.2_2021.',
    isBroken: ({ viewerCertificate }) =>
      viewerCertificate.cloudfrontDefaultCertificate !== true &&
      !MODERN_TLS.test(viewerCertificate.minimumProtocolVersion ?? ''),
  }),
  onResource<cloudfront.DistributionArgs>({
    name: 'distribution-modern-tls-to-origins',
    ids: ['AwsSolutions-CFR5'],
    types: [DISTRIBUTION],
    says: 'origins are asked by TLS 1.2 or later',
    remedy: 'Set originProtocolPolicy to https-only and originSslProtocols to TLSv1.2.',
    isBroken: ({ origins }) =>
      origins.some(
        ({ customOriginConfig: asked }) =>
          asked !== undefined &&
          !(asked.originProtocolPolicy === 'https-only' && asked.originSslProtocols.every(one => MODERN_TLS.test(one))),
      ),
  }),
  onResource<cloudfront.DistributionArgs>({
    name: 'distribution-origin-access',
    ids: ['CKV2_AWS_46', 'AwsSolutions-CFR7'],
    types: [DISTRIBUTION],
    says: 'buckets are read with the signature of the distribution',
    remedy: 'Set originAccessControlId of every origin that is a bucket.',
    isBroken: ({ origins }) =>
      origins.some(origin => origin.customOriginConfig === undefined && origin.originAccessControlId === undefined),
  }),
  onResource<cloudfront.DistributionArgs>({
    name: 'distribution-security-headers',
    ids: ['CKV2_AWS_32'],
    types: [DISTRIBUTION],
    says: 'answers carry security headers',
    remedy: 'Set responseHeadersPolicyId of every behavior.',
    isBroken: distribution =>
      behaviorsOf(distribution).some(behavior => behavior.responseHeadersPolicyId === undefined),
  }),
  onResource<cloudfront.ResponseHeadersPolicyArgs>({
    name: 'headers-strict-transport',
    ids: ['CKV_AWS_259'],
    types: [HEADERS],
    says: 'answers tell browsers to use HTTPS for a year or longer',
    remedy: 'Set securityHeadersConfig.strictTransportSecurity with override and a year in seconds.',
    isBroken: ({ securityHeadersConfig }) => {
      const strict = securityHeadersConfig?.strictTransportSecurity;
      return strict?.override !== true || strict.accessControlMaxAgeSec < YEAR_SECONDS;
    },
  }),
  onResource<cloudfront.DistributionArgs>({
    name: 'distribution-root-page',
    ids: ['CKV_AWS_305'],
    types: [DISTRIBUTION],
    says: 'the root of a distribution is a page',
    remedy: 'Set defaultRootObject: without it the root may list the bucket.',
    isBroken: ({ defaultRootObject }) => !defaultRootObject,
  }),
  onResource<cloudfront.DistributionArgs>({
    name: 'distribution-signed-assets',
    ids: [],
    types: [DISTRIBUTION],
    says: 'characters are delivered to whoever has a signed URL, and to nobody else',
    remedy: `Set trustedKeyGroups of every behavior whose origin is ${SIGNED_ORIGIN}.`,
    isBroken: distribution =>
      behaviorsOf(distribution).some(
        ({ targetOriginId, trustedKeyGroups = [] }) =>
          targetOriginId === SIGNED_ORIGIN && trustedKeyGroups.length === 0,
      ),
  }),
]);
