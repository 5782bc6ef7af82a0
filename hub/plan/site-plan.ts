/** What surrounds the fleets: worker conduct, network, storage, delivery, admission, observation, quotas. */
import { z } from 'zod';
import { SPOT_NOTICE_SECONDS } from '../catalog/spot-notice.ts';
import { sourced } from './sourced.ts';

const ratio = z.number().min(0).max(1);
const nonNegative = z.number().nonnegative();
const days = z.number().int().min(1).max(3650);
const OWN = 'own choice';

export const workerPlanSchema = z.strictObject({
  /** A stage's result is stored, so that an interrupted job resumes at the next one. */
  checkpoints: sourced(z.boolean(), true, OWN),
  /** At an interruption notice: finish if the estimate fits in this time, else hand back at once. */
  noticeFinishSeconds: sourced(
    z.number().min(0).max(SPOT_NOTICE_SECONDS),
    100,
    'own choice: the 2-minute notice less 20 s to store and exit',
  ),
  /** Share of attempts that fail and may be retried. */
  transientFailureRatio: sourced(
    ratio,
    0,
    'unknown before measuring; 1.5 % of the requests of a public Stable Diffusion trace failed, 2025 [M]',
  ),
  /** Share of jobs that fail at every attempt. */
  poisonRatio: sourced(ratio, 0, 'unknown before measuring'),
  /** Visibility set after a transient failure. */
  retryBackoffSeconds: sourced(nonNegative, 30, OWN),
});
export type WorkerPlan = z.infer<typeof workerPlanSchema>;

export const networkPlanSchema = z.strictObject({
  /** `public`: a public IPv4 per worker and no inbound rule. `private`: NAT gateways. */
  workerSubnets: sourced(
    z.enum(['public', 'private']),
    'public',
    'own choice: 0.005 USD/h per worker in use instead of 33 USD a month per NAT gateway',
  ),
  /** 0, 1 for all zones together, or one per zone. */
  natGatewayCount: sourced(z.number().int().min(0).max(6), 0, OWN),
  /** Room for 65,534 addresses; change it only where the network is peered with another one. */
  cidrBlock: sourced(z.cidrv4('must be a range of addresses, as 10.40.0.0/16'), '10.40.0.0/16', OWN),
  /** Traffic through NAT per job: queue, table and status calls that no gateway endpoint carries. */
  natMegabytesPerJob: sourced(nonNegative, 0.5, 'arithmetic: about 100 API calls of 5 kB [L]'),
});
export type NetworkPlan = z.infer<typeof networkPlanSchema>;

export const storagePlanSchema = z.strictObject({
  checkpointMegabytesPerJob: sourced(nonNegative, 40, 'image, mesh, retopologised mesh and texture [L]'),
  /** Whole days, as S3 counts them. */
  checkpointRetentionDays: sourced(days, 3, OWN),
  assetMegabytes: sourced(nonNegative, 20, 'a rigged character as GLB with textures [L]'),
  /** Of results and of everything else a job leaves. */
  assetRetentionDays: sourced(days, 30, OWN),
  /** Bucket and table survive a `pulumi destroy`, and no preview may replace them. */
  protect: sourced(z.boolean(), true, OWN),
});
export type StoragePlan = z.infer<typeof storagePlanSchema>;

export const deliveryPlanSchema = z.strictObject({
  /** `cloudfront`: the nearest edge over the backbone; `direct`: the bucket over the internet. */
  path: sourced(z.enum(['cloudfront', 'direct']), 'cloudfront', OWN),
  downloadsPerJob: sourced(nonNegative, 1, 'each character is fetched once by its player [L]'),
  /** Names of the studio's own under which the page and the API are found; none: the one CloudFront gives. */
  domainNames: sourced(
    z.array(z.hostname('must be a domain name, as characters.example.com')),
    [],
    'none unless the stack sets some',
  ),
  /** Covers all domain names; CloudFront takes certificates of us-east-1 alone. */
  certificateArn: z
    .string()
    .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, 'must be the ARN of a certificate in us-east-1')
    .optional(),
  /** Route 53 zone that gets the records of the domain names; none: they are kept elsewhere. */
  hostedZoneId: z
    .string()
    .regex(/^Z[A-Z0-9]+$/, 'must be the id of a hosted zone, as Z0123456789')
    .optional(),
  /** A web ACL before the distribution: 7 USD a month, and 0.60 per million requests. */
  webAcl: sourced(z.boolean(), false, OWN),
  /** Edge locations that serve; the simulator knows all of them. */
  priceClass: sourced(z.enum(['PriceClass_All', 'PriceClass_200', 'PriceClass_100']), 'PriceClass_All', OWN),
});
export type DeliveryPlan = z.infer<typeof deliveryPlanSchema>;

export const admissionPlanSchema = z.strictObject({
  /** Jobs submitted and not yet ended, in whatever queue; a submit beyond it is answered 429. 0: no limit. */
  jobsInSystemMax: sourced(z.number().int().nonnegative(), 0, 'own choice: no limit unless the stack sets one'),
  /** Open jobs of one caller, at most 1000; one more is answered 429. 0: no limit, as for a game's server that asks for all its players. */
  jobsPerCallerMax: sourced(z.number().int().min(0).max(1000), 0, 'own choice: no limit unless the stack sets one'),
});
export type AdmissionPlan = z.infer<typeof admissionPlanSchema>;

export const observabilityPlanSchema = z.strictObject({
  detailedMonitoring: sourced(
    z.boolean(),
    false,
    'own choice: group metrics are free, instance minutes are not needed',
  ),
  logMegabytesPerJob: sourced(nonNegative, 0.05, 'structured worker log of one job [L]'),
  /** One page of predicted against actual waits, capacity and cost. */
  dashboard: sourced(z.boolean(), true, OWN),
  /** A queue whose oldest message waits longer raises an alarm; 0: none does. */
  oldestAgeAlarmSeconds: sourced(
    z.number().int().nonnegative(),
    14_400,
    'own choice: longer than a job waits in the flash crowd that the prod stack plans for',
  ),
  /** Who hears of alarms and of the budget. */
  notifyEmails: sourced(z.array(z.email('must be an email address')), [], 'nobody unless the stack names some'),
});
export type ObservabilityPlan = z.infer<typeof observabilityPlanSchema>;

export const imagePlanSchema = z.strictObject({
  /** A machine image to hold on to; without it each deploy takes the one baked last. */
  machineImageId: z
    .string()
    .regex(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/, 'must be the id of a machine image, as ami-0123456789abcdef0')
    .optional(),
  /** Of the worker's container image; tags are immutable, so a new build needs a new one. */
  workerImageTag: sourced(
    z.string().regex(/^[\w][\w.-]{0,127}$/, 'must be a tag of a container image'),
    '0.1.0',
    'own choice: the first release',
  ),
  /** Folder of the bucket's `weights/` that instances load. New weights get a new name, so that no start meets half of them. */
  weightsRelease: sourced(
    z.string().regex(/^[\w][\w.-]{0,63}$/, 'must be letters, digits, dots and hyphens'),
    '1',
    'own choice: the first release',
  ),
});
export type ImagePlan = z.infer<typeof imagePlanSchema>;

export const accessPlanSchema = z.strictObject({
  /** Any OpenID Connect issuer whose tokens the API takes; none: a user pool of its own. */
  issuerUrl: z.url({ protocol: /^https$/, error: 'must be a URL that begins with https://' }).optional(),
  /** What the tokens' `aud` (or `client_id`) must be, of that issuer. */
  audiences: sourced(z.array(z.string().min(1)), [], 'the client of the own user pool'),
  /** What the submitters' page calls itself at that issuer; none: the first audience. */
  pageClientId: z.string().min(1).optional(),
  /** Where else the page asks for tokens, if that issuer answers under several hosts. The page can reach no other. */
  signInOrigins: sourced(
    z.array(z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/, 'must be an origin, as https://login.example.com')),
    [],
    'the host of the issuer',
  ),
  /** What the page asks a token for. Some issuers make none for an API whose own scope is not asked for. */
  pageScopes: sourced(z.array(z.string().regex(/^[!#-[\]-~]+$/, 'must be a scope')).min(1), ['openid'], OWN),
  /** Whom the own pool signs in within a month, for the bill alone. */
  usersPerMonth: sourced(
    z.number().int().nonnegative(),
    10_000,
    'own choice: the flash crowd of gate.users once a month; Cognito asks nothing for as many',
  ),
});
export type AccessPlan = z.infer<typeof accessPlanSchema>;

const HTTP_API = 'API Gateway quotas: 10,000 requests/s and 5,000 burst per account, 2026-08-20 [H]';

export const apiPlanSchema = z.strictObject({
  /** Over all callers; beyond it, and its burst, the API answers 429. */
  requestsPerSecondMax: sourced(z.number().int().min(1).max(10_000), 1000, `own choice; limits ${HTTP_API}`),
  burstCountMax: sourced(z.number().int().min(1).max(5000), 2000, `own choice; limits ${HTTP_API}`),
});
export type ApiPlan = z.infer<typeof apiPlanSchema>;

export const budgetPlanSchema = z.strictObject({
  /** AWS warns when the month is forecast to pass 80 % of it, and when it has passed it; 0: no budget. */
  monthlyUsdMax: sourced(nonNegative, 0, 'none unless the stack sets one'),
});
export type BudgetPlan = z.infer<typeof budgetPlanSchema>;

export const gatePlanSchema = z.strictObject({
  /** What the simulated hub must hold, as `cost_usd_per_character<0.014`. */
  thresholds: sourced(z.array(z.string()), [], 'none unless the stack sets some'),
  /** They come within a minute; what a deploy predicts and is judged by. */
  users: sourced(z.number().int().min(1).max(1_000_000), 10_000, 'own choice: the flash crowd this project plans for'),
  /** A deploy whose prediction breaks a threshold stops before it changes anything. */
  enforce: sourced(z.boolean(), false, OWN),
});
export type GatePlan = z.infer<typeof gatePlanSchema>;

export const quotaPlanSchema = z.strictObject({
  /** G and VT instances, per region; a new account has 0 and must ask. */
  onDemandVcpuMax: sourced(
    z.number().int().nonnegative(),
    64,
    'to be asked for: Service Quotas L-DB2E81BA; new accounts have 0 [M]',
  ),
  spotVcpuMax: sourced(
    z.number().int().nonnegative(),
    1024,
    'to be asked for: Service Quotas L-3819A6DF; new accounts have 0 [M]',
  ),
});
export type QuotaPlan = z.infer<typeof quotaPlanSchema>;

/** Prices that differ from the catalog, as a discount plan or a Spot price seen today. USD per hour by type. */
export const pricePlanSchema = z.strictObject({
  onDemandUsdPerHour: sourced(z.record(z.string(), z.number().positive()), {}, 'catalog'),
  spotUsdPerHour: sourced(z.record(z.string(), z.number().positive()), {}, 'catalog'),
});
export type PricePlan = z.infer<typeof pricePlanSchema>;
