/** What stands between the users and the hub: the API, its users, and CloudFront. */
import { arn, fromInput, globalArn, type Made, named, type ResourceKind, unnamed, uuid } from './resource-kind.ts';

/** Ten letters and digits, as API Gateway has them. */
const gatewayId = ({ hash }: Made): string => hash.slice(0, 10);
/** A letter and 13 capitals and digits, as CloudFront's E2QWRUHAPOMQZL. */
const cloudFrontId = (letter: string) => (made: Made) => letter + made.hash.slice(0, 13).toUpperCase();
const withEtag = ({ hash }: Made) => ({ etag: `E${hash.slice(20, 33).toUpperCase()}` });

const apiDomain = (apiId: unknown, { region }: Made): string => `${apiId}.execute-api.${region}.amazonaws.com`;
const executionArn = (apiId: unknown, made: Made): string => arn('execute-api', made, `${apiId}`);

export const EDGE_KINDS: Readonly<Record<string, ResourceKind>> = {
  'aws:apigatewayv2/api:Api': named(
    made => ({
      arn: `arn:aws:apigateway:${made.region}::/apis/${made.id}`,
      apiEndpoint: `https://${apiDomain(made.id, made)}`,
      executionArn: executionArn(made.id, made),
    }),
    gatewayId,
  ),
  'aws:apigatewayv2/stage:Stage': named(made => ({
    arn: `arn:aws:apigateway:${made.region}::/apis/${made.inputs.apiId}/stages/${made.name}`,
    executionArn: `${executionArn(made.inputs.apiId, made)}/${made.name}`,
    invokeUrl: `https://${apiDomain(made.inputs.apiId, made)}/${made.name === '$default' ? '' : made.name}`,
  })),
  'aws:apigatewayv2/authorizer:Authorizer': named(undefined, gatewayId),
  'aws:apigatewayv2/integration:Integration': unnamed(gatewayId),
  'aws:apigatewayv2/route:Route': unnamed(gatewayId),
  'aws:cognito/userPool:UserPool': named(
    made => ({
      arn: arn('cognito-idp', made, `userpool/${made.id}`),
      endpoint: `cognito-idp.${made.region}.amazonaws.com/${made.id}`,
    }),
    ({ region, hash }) => `${region}_${hash.slice(0, 9)}`,
  ),
  'aws:cognito/userPoolClient:UserPoolClient': named(undefined, ({ hash }) => hash.slice(0, 26)),
  // Known by its prefix.
  'aws:cognito/userPoolDomain:UserPoolDomain': unnamed(fromInput('domain'), () => ({ s3Bucket: 'aws-cognito-prod' })),
  'aws:cloudfront/distribution:Distribution': unnamed(cloudFrontId('E'), made => ({
    ...withEtag(made),
    arn: globalArn('cloudfront', `distribution/${made.id}`),
    domainName: `d${made.hash.slice(0, 13)}.cloudfront.net`,
    // The zone of every distribution; docs.aws.amazon.com/Route53, "Alias target", read 2026-11. [H]
    hostedZoneId: 'Z2FDTNDATAQYW2',
    status: 'Deployed',
  })),
  'aws:cloudfront/publicKey:PublicKey': named(withEtag, cloudFrontId('K')),
  'aws:cloudfront/keyGroup:KeyGroup': named(withEtag, uuid),
  'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy': named(withEtag, uuid),
  'aws:cloudfront/originAccessControl:OriginAccessControl': named(
    made => ({ ...withEtag(made), arn: globalArn('cloudfront', `origin-access-control/${made.id}`) }),
    cloudFrontId('E'),
  ),
  'aws:route53/record:Record': unnamed(
    ({ inputs }) => `${inputs.zoneId}_${inputs.name}_${inputs.type}`,
    ({ inputs }) => ({ fqdn: inputs.name ?? '' }),
  ),
  'aws:wafv2/webAcl:WebAcl': named(
    made => ({ arn: arn('wafv2', made, `global/webacl/${made.name}/${made.id}`) }),
    uuid,
  ),
};
