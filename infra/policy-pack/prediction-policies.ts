/**
 * What a character may cost, asked of the prediction that the program makes of its own plan. Two kinds of limits meet: the
 * plan's, which its author wrote into the stack file, and the platform's, which comes with the pack's configuration and which
 * no stack file can raise:
 *
 *     pulumi preview --policy-pack infra/policy-pack --policy-pack-config limits.json
 *     { "predicted-cost-per-character": { "costUsdPerCharacterMax": 0.02 } }
 */
import type { PolicyConfigSchema, ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import type { Prediction } from '../preview/predict.ts';

const CAPACITY_PLAN = 'assethub:capacity:CapacityPlan';
const STACK = 'pulumi:pulumi:Stack';

/** Without a limit there is nothing to check: what is too much, only the platform knows. */
type Limit = { readonly costUsdPerCharacterMax?: number };

const LIMIT_SCHEMA: PolicyConfigSchema = {
  properties: {
    costUsdPerCharacterMax: {
      type: 'number',
      exclusiveMinimum: 0,
      description: 'US dollars per character, predicted for the crowd of the stack file. No limit if it is left out.',
    },
  },
};

/** Before anything is created. */
const predictedCost: ResourceValidationPolicy = {
  name: 'predicted-cost-per-character',
  description: 'the predicted price of a character is within the limit of this policy',
  enforcementLevel: 'mandatory',
  configSchema: LIMIT_SCHEMA,
  remediationSteps: 'Change the plan; `npx asset-sim run` shows what its characters are paid for.',
  validateResource: ({ type, props, getConfig }, report) => {
    if (type !== CAPACITY_PLAN) return;
    const broken = overLimit((props as Partial<Prediction>).costUsdPerCharacter, getConfig<Limit>());
    if (broken !== undefined) report(broken);
  },
};

/** Of whatever program: one that makes no CapacityPlan, or stopped making it, has to say a price, too. */
const exportedCost: StackValidationPolicy = {
  name: 'exported-cost-per-character',
  description: 'the stack exports predictedCostUsdPerCharacter, within the limit of this policy',
  enforcementLevel: 'mandatory',
  configSchema: LIMIT_SCHEMA,
  remediationSteps: 'Export the predicted price, or change the plan.',
  validateStack: ({ resources, getConfig }, report) => {
    for (const { props, urn } of resources.filter(({ type }) => type === STACK)) {
      const broken = overLimit(props.predictedCostUsdPerCharacter, getConfig<Limit>());
      if (broken !== undefined) report(broken, urn);
    }
  },
};

/** The plan's own limits. With `gate.enforce` the program has ended before; without, this is a warning. */
const keptThresholds: ResourceValidationPolicy = {
  name: 'predicted-thresholds-kept',
  description: 'the prediction keeps every threshold of the stack file',
  enforcementLevel: 'advisory',
  remediationSteps: 'Change the plan, or the threshold in gate.thresholds.',
  validateResource: ({ type, props }, report) => {
    if (type !== CAPACITY_PLAN) return;
    for (const { threshold, value, outcome } of (props as Partial<Prediction>).verdicts ?? []) {
      if (outcome === 'broken')
        report(`${threshold} is broken: ${value == null ? 'nothing was observed' : `predicted ${value}`}`);
    }
  },
};

export const PREDICTION_POLICIES = Object.freeze([predictedCost, exportedCost, keptThresholds] as const);

/** What is wrong with a price; nothing if there is no limit. No price is no low price. */
function overLimit(costUsdPerCharacter: unknown, { costUsdPerCharacterMax: limit }: Limit): string | undefined {
  if (limit === undefined) return undefined;
  if (typeof costUsdPerCharacter !== 'number')
    return `no price per character is predicted; at most ${limit} USD is allowed`;
  if (costUsdPerCharacter <= limit) return undefined;
  return `predicted ${Number(costUsdPerCharacter.toPrecision(4))} USD per character, at most ${limit} USD is allowed`;
}
