/** What CloudFront asks of a distribution. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, matching } from '../aws-rule.ts';
import { isFilled, isSet, objectsAt, setAmong, textAt, textsAt } from '../values-at.ts';

const DISTRIBUTION = aws('cloudfront.Distribution');
const CERTIFICATE = `CloudFront ViewerCertificate, ${API}`;
const BEHAVIOR = `CloudFront CacheBehavior, ${API}`;
const GUIDE = 'CloudFront guide, values that you specify, 2023-06-15 [H]';

const READ = ['GET', 'HEAD'];
const METHODS: readonly (readonly string[])[] = [
  READ,
  [...READ, 'OPTIONS'],
  [...READ, 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
];

const own = (viewerCertificate: JsonObject): JsonObject => ({ aliases: ['a.example.org'], viewerCertificate });
const ACM = {
  acmCertificateArn: 'arn:aws:acm:us-east-1:1:certificate/x',
  sslSupportMethod: 'sni-only',
  minimumProtocolVersion: 'TLSv1.2_2021',
};
const behaves = (fields: JsonObject): JsonObject => ({
  origins: [{ originId: 'o', domainName: 'x.example.org', customOriginConfig: {} }],
  defaultCacheBehavior: {
    targetOriginId: 'o',
    allowedMethods: READ,
    cachedMethods: READ,
    cachePolicyId: 'p',
    ...fields,
  },
});
const from = (fields: JsonObject): JsonObject => ({ origins: [{ originId: 'o', ...fields }] });
const paths = (...patterns: readonly string[]): JsonObject => ({
  orderedCacheBehaviors: patterns.map(pathPattern => ({ pathPattern })),
});
const S3 = { domainName: 'b.s3.us-east-1.amazonaws.com' };

export const DELIVERY_RULES: readonly AwsRule[] = [
  {
    id: 'distribution-certificate',
    type: DISTRIBUTION,
    says: 'own domain names need a certificate of us-east-1, TLS by SNI and a minimum version; without names the default certificate serves',
    source: `${CERTIFICATE}; us-east-1: ${GUIDE}`,
    fine: [own(ACM), { viewerCertificate: { cloudfrontDefaultCertificate: true } }],
    broken: [
      own({ cloudfrontDefaultCertificate: true }),
      own({ ...ACM, acmCertificateArn: 'arn:aws:acm:eu-west-1:1:certificate/x' }),
      own({ ...ACM, sslSupportMethod: null }),
      { viewerCertificate: ACM },
      { viewerCertificate: { cloudfrontDefaultCertificate: true, acmCertificateArn: ACM.acmCertificateArn } },
    ],
    check: inputs => {
      const certificate = objectsAt(inputs, 'viewerCertificate')[0] ?? {};
      const given = setAmong(certificate, ['acmCertificateArn', 'sslSupportMethod', 'minimumProtocolVersion']);
      const isDefault = certificate.cloudfrontDefaultCertificate === true && !given.includes('acmCertificateArn');
      const isHere = (textAt(certificate, 'acmCertificateArn') ?? ACM.acmCertificateArn).startsWith(
        'arn:aws:acm:us-east-1:',
      );
      const isOwn = certificate.cloudfrontDefaultCertificate !== true && given.length === 3 && isHere;
      return (isFilled(inputs, 'aliases') ? isOwn : isDefault) ? [] : [JSON.stringify(certificate)];
    },
  },
  {
    id: 'distribution-targets',
    type: DISTRIBUTION,
    says: 'every behavior goes to an origin that is there, and origins have ids of their own',
    source: BEHAVIOR,
    fine: [behaves({})],
    broken: [behaves({ targetOriginId: 'other' }), { ...behaves({}), origins: [{ originId: 'o' }, { originId: 'o' }] }],
    check: inputs => {
      const ids = textsAt(inputs, 'origins[].originId');
      const known = [...ids, ...textsAt(inputs, 'originGroups[].originId')];
      const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
      return [
        ...twice,
        ...behaviors(inputs).flatMap(each => textsAt(each, 'targetOriginId').filter(id => !known.includes(id))),
      ];
    },
  },
  {
    id: 'distribution-paths',
    type: DISTRIBUTION,
    says: 'ordered behaviors have path patterns of their own, of at most 255 letters that AWS allows there',
    source: `${BEHAVIOR}; letters: ${GUIDE}`,
    fine: [paths('/v1/*', '/jobs/*.glb')],
    broken: [paths('/v1/*', '/v1/*'), paths('/a b'), paths(`/${'x'.repeat(255)}`)],
    check: inputs => {
      const patterns = textsAt(inputs, 'orderedCacheBehaviors[].pathPattern');
      return patterns.filter((path, at) => patterns.indexOf(path) !== at || !/^[\w\-.*$/~"'@:+?&]{1,255}$/.test(path));
    },
  },
  {
    id: 'distribution-caching',
    type: DISTRIBUTION,
    says: 'a behavior has a cache policy or forwardedValues, and lifetimes only beside the latter',
    source: `CloudFront DefaultCacheBehavior, ${API}`,
    fine: [behaves({}), behaves({ cachePolicyId: null, forwardedValues: {}, maxTtl: 60 })],
    broken: [behaves({ forwardedValues: {} }), behaves({ cachePolicyId: null }), behaves({ maxTtl: 60 })],
    check: inputs =>
      behaviors(inputs).flatMap(each => {
        const ways = setAmong(each, ['cachePolicyId', 'forwardedValues']);
        const times = ways.includes('cachePolicyId') ? setAmong(each, ['minTtl', 'defaultTtl', 'maxTtl']) : [];
        return ways.length === 1 && times.length === 0 ? [] : [[...ways, ...times].join(' and ') || 'neither'];
      }),
  },
  {
    id: 'distribution-methods',
    type: DISTRIBUTION,
    says: 'a behavior allows GET and HEAD, these and OPTIONS, or all seven methods, and caches among the first three',
    source: `CloudFront AllowedMethods, ${API}`,
    fine: METHODS.map(allowedMethods => behaves({ allowedMethods })),
    broken: [
      behaves({ allowedMethods: [...READ, 'POST'] }),
      behaves({ cachedMethods: ['GET'] }),
      behaves({ allowedMethods: METHODS[2]!, cachedMethods: METHODS[2]! }),
    ],
    check: inputs =>
      behaviors(inputs).flatMap(each => {
        const [allowed, cached] = ['allowedMethods[]', 'cachedMethods[]'].map(path => textsAt(each, path));
        const isFine =
          METHODS.some(set => isSameSet(set, allowed!)) && METHODS.slice(0, 2).some(set => isSameSet(set, cached!));
        return isFine ? [] : [`${allowed} and ${cached}`];
      }),
  },
  {
    id: 'distribution-origins',
    type: DISTRIBUTION,
    says: 'an origin that is a bucket is read with an access control, and any other has a customOriginConfig',
    source: `CloudFront Origin, ${API}; CKV2_AWS_46`,
    fine: [from({ ...S3, originAccessControlId: 'x' }), from({ domainName: 'x.example.org', customOriginConfig: {} })],
    broken: [
      from(S3),
      from({ ...S3, originAccessControlId: 'x', customOriginConfig: {} }),
      from({ domainName: 'x.example.org' }),
      from({ domainName: 'x.example.org', originAccessControlId: 'x' }),
    ],
    check: inputs =>
      objectsAt(inputs, 'origins[]').flatMap(origin => {
        const domain = textAt(origin, 'domainName');
        const [isControlled, isCustom] = [
          isFilled(origin, 'originAccessControlId'),
          isSet(origin, 'customOriginConfig'),
        ];
        const isBucket = domain === undefined ? isControlled : /\.s3[.-][\w.-]*amazonaws\.com$/.test(domain);
        return isControlled === isBucket && isCustom !== isBucket ? [] : [`${origin.originId} at ${domain}`];
      }),
  },
  matching({
    id: 'distribution-root',
    type: DISTRIBUTION,
    at: 'defaultRootObject',
    says: 'has no leading slash',
    pattern: /^[^/]/,
    fine: 'index.html',
    broken: '/index.html',
    source: GUIDE,
  }),
  {
    id: 'distribution-errors',
    type: DISTRIBUTION,
    says: 'an error page is a path from / with a response code',
    source: `CloudFront CustomErrorResponse, ${API}`,
    fine: [
      {
        customErrorResponses: [
          { errorCode: 404, responseCode: 200, responsePagePath: '/index.html' },
          { errorCode: 403 },
        ],
      },
    ],
    broken: [
      { customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: 'index.html' }] },
      { customErrorResponses: [{ errorCode: 404, responsePagePath: '/index.html' }] },
    ],
    check: inputs =>
      objectsAt(inputs, 'customErrorResponses[]')
        .filter(({ responseCode = null, responsePagePath = null }) =>
          responsePagePath === null
            ? responseCode !== null
            : responseCode === null || !`${responsePagePath}`.startsWith('/'),
        )
        .map(({ errorCode, responsePagePath }) => `${errorCode} to ${responsePagePath}`),
  },
];

const behaviors = (inputs: JsonObject): readonly JsonObject[] => [
  ...objectsAt(inputs, 'defaultCacheBehavior'),
  ...objectsAt(inputs, 'orderedCacheBehaviors[]'),
];

const isSameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every(item => right.includes(item));
