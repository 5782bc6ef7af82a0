/** What surrounds the fleets: worker conduct, network, storage, delivery, admission, observation, quotas. */
import { z } from 'zod';
import { SPOT_NOTICE_SECONDS } from '../catalog/spot-notice.ts';
import { sourced } from './sourced.ts';

const ratio = z.number().min(0).max(1);
const nonNegative = z.number().nonnegative();
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
  natGatewayCount: sourced(z.number().int().min(0).max(6), 0, OWN),
  /** Traffic through NAT per job: queue, table and status calls that no gateway endpoint carries. */
  natMegabytesPerJob: sourced(nonNegative, 0.5, 'arithmetic: about 100 API calls of 5 kB [L]'),
});
export type NetworkPlan = z.infer<typeof networkPlanSchema>;

export const storagePlanSchema = z.strictObject({
  checkpointMegabytesPerJob: sourced(nonNegative, 40, 'image, mesh, retopologised mesh and texture [L]'),
  checkpointRetentionDays: sourced(nonNegative, 3, OWN),
  assetMegabytes: sourced(nonNegative, 20, 'a rigged character as GLB with textures [L]'),
  assetRetentionDays: sourced(nonNegative, 30, OWN),
});
export type StoragePlan = z.infer<typeof storagePlanSchema>;

export const deliveryPlanSchema = z.strictObject({
  /** `cloudfront`: the nearest edge over the backbone; `direct`: the bucket over the internet. */
  path: sourced(z.enum(['cloudfront', 'direct']), 'cloudfront', OWN),
  downloadsPerJob: sourced(nonNegative, 1, 'each character is fetched once by its player [L]'),
});
export type DeliveryPlan = z.infer<typeof deliveryPlanSchema>;

export const admissionPlanSchema = z.strictObject({
  /** Jobs submitted and not yet ended, in whatever queue; a submit beyond it is answered 429. 0: no limit. */
  jobsInSystemMax: sourced(z.number().int().nonnegative(), 0, 'own choice: no limit unless the stack sets one'),
});
export type AdmissionPlan = z.infer<typeof admissionPlanSchema>;

export const observabilityPlanSchema = z.strictObject({
  detailedMonitoring: sourced(
    z.boolean(),
    false,
    'own choice: group metrics are free, instance minutes are not needed',
  ),
  logMegabytesPerJob: sourced(nonNegative, 0.05, 'structured worker log of one job [L]'),
  dashboardCount: sourced(z.number().int().nonnegative(), 1, OWN),
  /** Alarms beside those of the scaling policies: queue age, dead letters, budget. */
  extraAlarmCount: sourced(z.number().int().nonnegative(), 4, OWN),
});
export type ObservabilityPlan = z.infer<typeof observabilityPlanSchema>;

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
