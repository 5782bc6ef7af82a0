import * as assert from 'uvu/assert';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { stackText } from '../../hub/plan/stack-text.test-data.ts';
import { check } from '../../test/kit/check.ts';
import { distributionArgsOf } from './distribution-args.ts';

/** What the tests read of the arguments, which hold no outputs here. */
type Behavior = {
  readonly targetOriginId: string;
  readonly pathPattern?: string;
  readonly viewerProtocolPolicy: string;
  readonly allowedMethods: readonly string[];
  readonly responseHeadersPolicyId: string;
  readonly trustedKeyGroups?: readonly string[];
};
type Args = {
  readonly aliases: readonly string[];
  readonly viewerCertificate: object;
  readonly priceClass: string;
  readonly webAclId?: string;
  readonly origins: readonly { originId: string; originAccessControlId?: string; customOriginConfig?: object }[];
  readonly defaultCacheBehavior: Behavior;
  readonly orderedCacheBehaviors: readonly Behavior[];
};

const PARTS = {
  domainNames: { page: 'page.s3.us-east-1.amazonaws.com', api: 'api.example.com', assets: 'assets.s3.example.com' },
  originAccessControlId: 'access',
  responseHeadersPolicyId: 'headers',
  trustedKeyGroupId: 'keys',
};

function argsOf(delivery: object, parts: Parameters<typeof distributionArgsOf>[1] = PARTS): Args {
  const text = stackText({}, `  asset-hub:delivery: ${JSON.stringify(delivery)}\n`);
  const parsed = parseStackConfig({ text, file: 'test.yaml', stack: 'test' });
  if (parsed.kind !== 'plan') throw new Error(JSON.stringify(parsed.problems));
  return distributionArgsOf(parsed.plan, parts) as unknown as Args;
}

const behaviorsOf = (args: Args): readonly Behavior[] => [args.defaultCacheBehavior, ...args.orderedCacheBehaviors];
const originIds = (args: Args): readonly string[] => args.origins.map(origin => origin.originId);
const pathsOf = (args: Args) => args.orderedCacheBehaviors.map(behavior => behavior.pathPattern);

check('the distribution', {
  'serves the page, the API and the characters': () => {
    const args = argsOf({});
    assert.is(args.defaultCacheBehavior.targetOriginId, 'page');
    assert.equal(pathsOf(args), ['/v1/*', '/jobs/*']);
    assert.equal([...originIds(args)].sort(), ['api', 'assets', 'page']);
  },
  'asks for a signature wherever it reads the assets, and nowhere else': () => {
    for (const behavior of behaviorsOf(argsOf({})))
      assert.equal(behavior.trustedKeyGroups, behavior.targetOriginId === 'assets' ? ['keys'] : undefined);
  },
  'will not be made with unsigned characters': () => {
    const { trustedKeyGroupId: _, ...rest } = PARTS;
    assert.throws(() => argsOf({}, rest), /no key group/);
  },
  'knows nothing of the assets when they are delivered directly': () => {
    const { trustedKeyGroupId: _, ...rest } = PARTS;
    const args = argsOf({ path: 'direct' }, rest);
    assert.equal(pathsOf(args), ['/v1/*']);
    assert.equal([...originIds(args)].sort(), ['api', 'page']);
  },
  'signs what it asks of buckets and speaks TLS 1.2 to the API': () => {
    for (const { originId, originAccessControlId, customOriginConfig } of argsOf({}).origins) {
      assert.is(originAccessControlId, originId === 'api' ? undefined : 'access');
      assert.equal(
        customOriginConfig,
        originId === 'api'
          ? { httpPort: 80, httpsPort: 443, originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] }
          : undefined,
      );
    }
  },
  'serves no path without TLS or without the security headers': () => {
    for (const { viewerProtocolPolicy, responseHeadersPolicyId } of behaviorsOf(argsOf({}))) {
      assert.ok(['https-only', 'redirect-to-https'].includes(viewerProtocolPolicy));
      assert.is(responseHeadersPolicyId, 'headers');
    }
  },
  'writes to the API alone': () => {
    const writing = behaviorsOf(argsOf({})).filter(({ allowedMethods }) => allowedMethods.includes('POST'));
    assert.equal(
      writing.map(({ targetOriginId }) => targetOriginId),
      ['api'],
    );
  },
  'answers to the names of the studio with a certificate and TLS 1.2': () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/abc';
    const args = argsOf({ domainNames: ['hub.example.com'], certificateArn });
    assert.equal(args.aliases, ['hub.example.com']);
    assert.equal(args.viewerCertificate, {
      acmCertificateArn: certificateArn,
      sslSupportMethod: 'sni-only',
      minimumProtocolVersion: 'TLSv1.2_2021',
    });
  },
  'without one takes the name and the certificate of CloudFront': () => {
    assert.equal(argsOf({}).aliases, []);
    assert.equal(argsOf({}).viewerCertificate, { cloudfrontDefaultCertificate: true });
  },
  'stands behind a web ACL only if there is one, at the edges of the plan': () => {
    const args = argsOf({ priceClass: 'PriceClass_100' }, { ...PARTS, webAclArn: 'acl' });
    assert.equal([args.webAclId, args.priceClass], ['acl', 'PriceClass_100']);
    assert.not.ok('webAclId' in argsOf({}));
  },
});
