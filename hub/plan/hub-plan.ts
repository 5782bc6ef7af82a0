/**
 * The HubPlan: everything that is configuration, in one value. The deploy builds it, the simulator plays it, the cost
 * tables price it, the functions decide by it and the worker serves its part. Cross-checks stand in `check-plan.ts`.
 */
import { z } from 'zod';
import { ASSUMPTION_NAMES, ASSUMPTIONS, type AssumptionName, type AssumptionValues } from '../catalog/assumptions.ts';
import { BOOT_PATH_NAMES, BOOT_PATHS, type BootPathName } from '../catalog/boot-paths.ts';
import { STAGE_DEFAULTS } from '../catalog/stage-times.ts';
import type { ScalingPolicy } from '../scaling/policy.ts';
import { bootPathSchema } from './boot-plan.ts';
import { type BaseGroupPlan, type BurstGroupPlan, fleetPlanSchema } from './fleet-plan.ts';
import { nameSchema, queuePlanSchema, stagePlanSchema } from './pipeline-plan.ts';
import {
  accessPlanSchema,
  admissionPlanSchema,
  apiPlanSchema,
  budgetPlanSchema,
  deliveryPlanSchema,
  gatePlanSchema,
  imagePlanSchema,
  networkPlanSchema,
  observabilityPlanSchema,
  pricePlanSchema,
  quotaPlanSchema,
  storagePlanSchema,
  workerPlanSchema,
} from './site-plan.ts';
import { sourced } from './sourced.ts';
import { STAGE_NAMES, type StageName } from './stage-names.ts';

/** The same schema under each of a fixed set of names. */
function shapeOf<Name extends string, Schema extends z.ZodType>(
  names: readonly Name[],
  schemaOf: (name: Name) => Schema,
) {
  return Object.fromEntries(names.map(name => [name, schemaOf(name)])) as Record<Name, Schema>;
}

/** Each field has its own default, so that a file may change a stage's time and keep what bounds it. */
const stageSchemaOf = (name: StageName) => {
  const { plan, source } = STAGE_DEFAULTS[name];
  return z
    .strictObject({
      serviceSeconds: sourced(stagePlanSchema.shape.serviceSeconds, plan.serviceSeconds, source),
      bound: sourced(stagePlanSchema.shape.bound, plan.bound, source),
    })
    .prefault({});
};

const bootSchemaOf = (name: BootPathName) => {
  const { path, source } = BOOT_PATHS[name];
  return z
    .strictObject({
      launchSeconds: sourced(bootPathSchema.shape.launchSeconds, path.launchSeconds, source),
      bootSeconds: sourced(bootPathSchema.shape.bootSeconds, path.bootSeconds, source),
      modelLoadSeconds: sourced(bootPathSchema.shape.modelLoadSeconds, path.modelLoadSeconds, source),
    })
    .prefault({});
};

const assumptionSchemaOf = (name: AssumptionName) =>
  sourced(z.number().nonnegative(), ASSUMPTIONS[name].value, ASSUMPTIONS[name].source);

/** The sections of a stack file under `config:`, each as `asset-hub:<section>`. */
export const hubPlanSchema = z.strictObject({
  stages: z.strictObject(shapeOf(STAGE_NAMES, stageSchemaOf)).prefault({}),
  queues: z.record(nameSchema, queuePlanSchema),
  fleets: z.record(nameSchema, fleetPlanSchema),
  boot: z.object(shapeOf(BOOT_PATH_NAMES, bootSchemaOf)).catchall(bootPathSchema).prefault({}),
  worker: workerPlanSchema.prefault({}),
  network: networkPlanSchema.prefault({}),
  storage: storagePlanSchema.prefault({}),
  delivery: deliveryPlanSchema.prefault({}),
  images: imagePlanSchema.prefault({}),
  access: accessPlanSchema.prefault({}),
  api: apiPlanSchema.prefault({}),
  admission: admissionPlanSchema.prefault({}),
  observability: observabilityPlanSchema.prefault({}),
  quotas: quotaPlanSchema.prefault({}),
  prices: pricePlanSchema.prefault({}),
  budget: budgetPlanSchema.prefault({}),
  gate: gatePlanSchema.prefault({}),
  assumptions: z.strictObject(shapeOf(ASSUMPTION_NAMES, assumptionSchemaOf)).prefault({}),
});

/** The plan as the schema gives it, before presets are looked up. */
export type HubPlanInput = z.infer<typeof hubPlanSchema>;

type Resolved<Group> = Omit<Group, 'policies'> & { readonly policies: readonly ScalingPolicy[] };
export type BaseGroup = Resolved<BaseGroupPlan>;
export type BurstGroup = Resolved<BurstGroupPlan>;

/** A fleet ready to use: presets resolved. */
export type Fleet = {
  readonly name: string;
  readonly queues: readonly string[];
  readonly base: BaseGroup | undefined;
  readonly burst: BurstGroup | undefined;
};

/** A queue ready to use, in the order of the pipeline. */
export type Queue = z.infer<typeof queuePlanSchema> & { readonly name: string };

export type HubPlan = Omit<HubPlanInput, 'queues' | 'fleets' | 'assumptions' | 'stages' | 'boot'> & {
  readonly stack: string;
  readonly region: string;
  readonly stages: Readonly<Record<StageName, z.infer<typeof stagePlanSchema>>>;
  readonly boot: Readonly<Record<string, z.infer<typeof bootPathSchema>>>;
  /** Sorted by their first stage: a job passes them in this order. */
  readonly queues: readonly Queue[];
  /** Sorted by name. */
  readonly fleets: readonly Fleet[];
  readonly assumptions: AssumptionValues;
};
