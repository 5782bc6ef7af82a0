import { checkRules } from '../../../test/policy-pack/check-rules.ts';
import { DELIVERY_RULES } from './delivery-rules.ts';

const ONLY = { targetOriginId: 'page', viewerProtocolPolicy: 'https-only', responseHeadersPolicyId: 'headers' };
const distribution = (behavior: object, ...others: readonly object[]) => ({
  defaultCacheBehavior: { ...ONLY, ...behavior },
  orderedCacheBehaviors: others.map(other => ({ ...ONLY, ...other })),
});
const certificate = (viewerCertificate: object) => ({ viewerCertificate });
const API = { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] };
const origins = (...all: readonly object[]) => ({ origins: all });
const headers = (strictTransportSecurity: object) => ({ securityHeadersConfig: { strictTransportSecurity } });

checkRules('rules about delivery', DELIVERY_RULES, {
  'distribution-https-only': {
    kept: [distribution({}), distribution({ viewerProtocolPolicy: 'redirect-to-https' })],
    broken: [
      distribution({ viewerProtocolPolicy: 'allow-all' }),
      distribution({}, { viewerProtocolPolicy: 'allow-all' }),
    ],
  },
  'distribution-modern-tls': {
    kept: [
      certificate({ cloudfrontDefaultCertificate: true }),
      certificate({ acmCertificateArn: 'arn', minimumProtocolVersion: 'TLSv1.2_2021' }),
      certificate({ acmCertificateArn: 'arn', minimumProtocolVersion: 'TLSv1.3_2025' }),
    ],
    broken: [
      certificate({ acmCertificateArn: 'arn' }),
      certificate({ acmCertificateArn: 'arn', minimumProtocolVersion: 'TLSv1' }),
      certificate({ acmCertificateArn: 'arn', minimumProtocolVersion: 'TLSv1.1_2016' }),
    ],
  },
  'distribution-modern-tls-to-origins': {
    kept: [origins({ originAccessControlId: 'oac' }, { customOriginConfig: API })],
    broken: [
      origins({ customOriginConfig: { ...API, originProtocolPolicy: 'match-viewer' } }),
      origins({ customOriginConfig: { ...API, originSslProtocols: ['TLSv1', 'TLSv1.2'] } }),
    ],
  },
  'distribution-origin-access': {
    kept: [origins({ originAccessControlId: 'oac' }, { customOriginConfig: API })],
    broken: [origins({ originAccessControlId: 'oac' }, { domainName: 'bucket' })],
  },
  'distribution-security-headers': {
    kept: [distribution({}, {})],
    broken: [
      distribution({ responseHeadersPolicyId: undefined }),
      distribution({}, { responseHeadersPolicyId: undefined }),
    ],
  },
  'headers-strict-transport': {
    kept: [headers({ override: true, accessControlMaxAgeSec: 63_072_000 })],
    broken: [
      {},
      { securityHeadersConfig: {} },
      headers({ override: false, accessControlMaxAgeSec: 63_072_000 }),
      headers({ override: true, accessControlMaxAgeSec: 86_400 }),
    ],
  },
  'distribution-root-page': {
    kept: [{ defaultRootObject: 'index.html' }],
    broken: [{}, { defaultRootObject: '' }],
  },
  'distribution-signed-assets': {
    kept: [distribution({}), distribution({}, { targetOriginId: 'assets', trustedKeyGroups: ['group'] })],
    broken: [
      distribution({ targetOriginId: 'assets' }),
      distribution({}, { targetOriginId: 'assets', trustedKeyGroups: [] }),
    ],
  },
});
