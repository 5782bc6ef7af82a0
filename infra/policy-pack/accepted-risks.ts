/** What the checklist asks and this hub does not do, anywhere: decided once, each with its reason. */
import type { CheckId } from './checklist.ts';

export type AcceptedRisk = {
  readonly ids: readonly CheckId[];
  readonly reason: string;
  /** A rule that guards what the check was for. */
  readonly guardedBy?: string;
};

export const ACCEPTED_RISKS: readonly AcceptedRisk[] = Object.freeze([
  {
    ids: [
      'CKV2_AWS_73',
      'CKV_AWS_145',
      'CKV_AWS_119',
      'CKV_AWS_136',
      'CKV_AWS_158',
      'CKV_AWS_173',
      'CKV_AWS_337',
      'CKV_AWS_149',
    ],
    reason:
      'Everything is encrypted with keys that AWS owns or manages, at no charge. A key of the customer is paid by month and by request; it would separate who may administer data from who may read it, and here one studio does both.',
    guardedBy: 'sqs-encrypted',
  },
  {
    ids: ['CKV_AWS_26'],
    reason:
      "Alarms and budgets cannot publish to a topic under the account's managed key, whose policy nobody can change; it would take a key of the customer. The messages say which metric crossed which line, and leave by mail in the open.",
    guardedBy: 'topic-policy-tls-only',
  },
  {
    ids: ['CKV_AWS_18', 'AwsSolutions-S1', 'CKV_AWS_86', 'AwsSolutions-CFR3'],
    reason:
      'Each job is already logged with who asked for it, by the API and by the worker. Logs of every download hold the addresses of players, cost storage and a bucket more, and would be read by nobody; a studio that must keep them turns on CloudTrail data events for the bucket.',
    guardedBy: 'api-access-log',
  },
  {
    ids: ['CKV_AWS_144'],
    reason:
      'A character can be made again from its prompt and seed for about its price; a copy in a second region would cost its storage and transfer each time.',
    guardedBy: 's3-versioning-enabled',
  },
  {
    ids: ['CKV_AWS_50'],
    reason:
      'Traces are priced per request. The functions make one or two calls each and log how long they took; PassThrough keeps a trace that a caller began, which is all Checkov asks, and starts none.',
  },
  {
    ids: ['CKV_AWS_115'],
    reason:
      "Concurrency that is reserved is taken from the account's other functions. The throttle of the stage bounds how many requests come in.",
    guardedBy: 'api-throttled',
  },
  {
    ids: ['CKV_AWS_117'],
    reason:
      'The functions call DynamoDB and SQS, which are reached by TLS and a signature. In a VPC they would need endpoints or a NAT gateway, and guard nothing more.',
    guardedBy: 'iam-named-resources',
  },
  {
    ids: ['CKV_AWS_272'],
    reason:
      'The archive is built from this repository by the program that deploys it, byte for byte the same each time. Whoever could replace it could also replace the signature.',
  },
  {
    ids: ['AwsSolutions-COG2'],
    reason:
      "What a stolen password opens is that player's own characters and a share of the throttle. A studio that wants a second factor names its own issuer in `access.issuerUrl`.",
    guardedBy: 'user-pool-strong-passwords',
  },
  {
    ids: ['AwsSolutions-COG8'],
    reason:
      'The plus tier finds compromised passwords and odd sign-ins, at a price per player. Accounts are made by invitation, and the page uses passwords and refresh tokens only.',
    guardedBy: 'user-pool-by-invitation',
  },
  {
    ids: ['CKV_AWS_88', 'CKV_AWS_130'],
    reason:
      'A public address is paid for while its worker runs, a NAT gateway always and by the gigabyte. Nothing can connect to a worker either way; `network.workerSubnets: private` takes the addresses away.',
    guardedBy: 'security-group-no-ingress',
  },
  {
    ids: ['CKV_AWS_126', 'AwsSolutions-EC28'],
    reason:
      'Fleets scale on metrics of queues and groups, which come every minute at no charge. Metrics of each instance every minute are priced per instance; `observability.detailedMonitoring` turns them on.',
  },
  {
    ids: ['AwsSolutions-AS1'],
    reason:
      'A cooldown is for simple scaling policies, of which there are none: step and target tracking policies count on the warm-up of instances.',
  },
  {
    ids: ['AwsSolutions-AS3'],
    reason:
      'A flash crowd starts and ends hundreds of instances, and a mail for each hides the one that matters. Alarms tell of what is wrong, the dashboard of what is there.',
  },
  {
    ids: ['CKV2_AWS_11', 'AwsSolutions-VPC7'],
    reason:
      'No connection can come in, and what goes out is HTTPS to AWS. Logging every flow of a burst that loads gigabytes of weights is priced by volume and would show that.',
    guardedBy: 'security-group-egress-rule-https',
  },
  {
    ids: ['CKV2_AWS_42'],
    reason:
      "Without a domain of the studio's own there is no certificate to have, and CloudFront takes TLS 1.0 from viewers that know no better. `delivery.domainNames` and `certificateArn` give it both.",
    guardedBy: 'distribution-modern-tls',
  },
  {
    ids: ['CKV_AWS_310'],
    reason:
      'There is one bucket and one API, in one region: a second origin would have nothing to serve. A failed download is tried again by the page.',
  },
  {
    ids: ['CKV_AWS_68', 'AwsSolutions-CFR2'],
    reason:
      'A web ACL is paid by month, by rule and by request. `delivery.webAcl` puts it before the distribution; every route asks for a token and is throttled without it, too.',
    guardedBy: 'api-route-authorizes',
  },
  {
    ids: ['CKV2_AWS_31'],
    reason:
      'The web ACL counts what it blocks and keeps samples, at no charge. Its full log holds every request of every player.',
  },
  {
    ids: ['CKV_AWS_374', 'AwsSolutions-CFR1'],
    reason: 'Players are everywhere. A studio that may not serve a country says so at its own sign-in.',
  },
  {
    ids: ['CKV_AWS_338'],
    reason:
      'Logs are kept for 30 days: jobs are answered within hours, and what they hold about players should not outlive its use.',
    guardedBy: 'log-retention',
  },
]);
