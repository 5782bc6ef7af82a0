import { INSTANCE_TYPE_NAMES } from '../catalog/instances.ts';
import { subjectProblem } from '../gate/parse-subject.ts';
import { parseThreshold } from '../gate/parse-threshold.ts';
import { didYouMean } from '../yaml/did-you-mean.ts';
import { error, type Finding } from './finding.ts';
import { groupsOf } from './groups-of.ts';
import type { HubPlanInput } from './hub-plan.ts';

/** Prices are given for types the catalog knows. */
export function checkPrices(plan: HubPlanInput): readonly Finding[] {
  return (['onDemandUsdPerHour', 'spotUsdPerHour'] as const).flatMap(key =>
    Object.keys(plan.prices[key])
      .filter(name => !(INSTANCE_TYPE_NAMES as readonly string[]).includes(name))
      .map(name =>
        error(['prices', key, name], `must be an instance type (saw ${name})`, didYouMean(name, INSTANCE_TYPE_NAMES)),
      ),
  );
}

/** Private workers without a way out could not even fetch their messages; gateways nobody uses cost 33 USD a month each. */
export function checkNetwork(plan: HubPlanInput): readonly Finding[] {
  const path = ['network', 'natGatewayCount'];
  const { workerSubnets, natGatewayCount } = plan.network;
  if (workerSubnets === 'private' && natGatewayCount === 0) {
    return [
      error(
        path,
        'must be >= 1 with private workers, which have no other way to SQS (saw 0)',
        'set it to 1, or workerSubnets to public',
      ),
    ];
  }
  if (workerSubnets === 'public' && natGatewayCount > 0) {
    const message = `must be 0 with public workers, which never use one (saw ${natGatewayCount})`;
    return [error(path, message, 'set it to 0, or workerSubnets to private')];
  }
  const zoneCount = new Set(groupsOf(plan).flatMap(({ group }) => group.zones)).size;
  if (natGatewayCount > 1 && natGatewayCount !== zoneCount) {
    const message = `must be 0, 1, or one for each of the ${zoneCount} zones the groups name (saw ${natGatewayCount})`;
    return [error(path, message, `set it to 1 or ${zoneCount}`)];
  }
  return [];
}

/** What any pool of Cognito's knows without a resource server (Cognito guide, "Scopes, M2M, and resource servers" [H]). */
const OWN_POOL_SCOPES = ['openid', 'email', 'profile', 'phone'];

/** Tokens of a foreign issuer are only as good as the audience they were made for. */
export function checkAccess({ access }: HubPlanInput): readonly Finding[] {
  const { issuerUrl, audiences, pageClientId, signInOrigins, pageScopes } = access;
  if (issuerUrl !== undefined) {
    if (audiences.length > 0) return [];
    const message = 'must name an audience when there is an issuerUrl: else any token of that issuer would do';
    return [error(['access', 'audiences'], message, 'add the client id that your tokens carry as aud')];
  }
  const foreign = [
    { key: 'audiences', isSet: audiences.length > 0 },
    { key: 'pageClientId', isSet: pageClientId !== undefined },
    { key: 'signInOrigins', isSet: signInOrigins.length > 0 },
  ].filter(({ isSet }) => isSet);
  const scopes = pageScopes.filter(scope => !OWN_POOL_SCOPES.includes(scope));
  return [
    ...foreign.map(({ key }) =>
      error(
        ['access', key],
        "belongs to an issuerUrl; the hub's own user pool has its own",
        'add issuerUrl, or remove it',
      ),
    ),
    ...scopes.map(scope =>
      error(
        ['access', 'pageScopes'],
        `must be among ${OWN_POOL_SCOPES.join(', ')} with the hub's own user pool (saw ${scope})`,
        'remove it, or add issuerUrl',
      ),
    ),
  ];
}

/** What resumes a job need not outlive what the job was for. */
export function checkStorage({ storage }: HubPlanInput): readonly Finding[] {
  const { checkpointRetentionDays, assetRetentionDays } = storage;
  if (checkpointRetentionDays <= assetRetentionDays) return [];
  const message = `must be <= assetRetentionDays (saw ${checkpointRetentionDays}, assetRetentionDays ${assetRetentionDays})`;
  return [error(['storage', 'checkpointRetentionDays'], message, `lower it to ${assetRetentionDays}`)];
}

/** A domain name needs a certificate, and the other way round. */
export function checkDelivery({ delivery }: HubPlanInput): readonly Finding[] {
  const { domainNames, certificateArn, hostedZoneId } = delivery;
  if (domainNames.length > 0 && certificateArn === undefined) {
    const message = 'needs a certificate: CloudFront serves no other name without one';
    return [error(['delivery', 'domainNames'], message, 'add delivery.certificateArn, from ACM in us-east-1')];
  }
  const idle = [
    { key: 'certificateArn', value: certificateArn },
    { key: 'hostedZoneId', value: hostedZoneId },
  ].filter(({ value }) => value !== undefined && domainNames.length === 0);
  return idle.map(({ key }) =>
    error(['delivery', key], 'is for domainNames, and there are none', 'add delivery.domainNames, or remove it'),
  );
}

/** Thresholds can be read, and name queues there are. */
export function checkGate(plan: HubPlanInput): readonly Finding[] {
  const queues = Object.keys(plan.queues);
  return plan.gate.thresholds.flatMap((text, index) => {
    const path = ['gate', 'thresholds', index];
    const parsed = parseThreshold(text);
    if (parsed.kind === 'problem') {
      return [
        error(
          path,
          `must be a threshold: ${parsed.message} (saw '${text}', at its column ${parsed.column})`,
          parsed.hint,
        ),
      ];
    }
    const strange = subjectProblem(parsed.threshold, queues);
    return strange === undefined ? [] : [error(path, strange.message, strange.hint)];
  });
}
