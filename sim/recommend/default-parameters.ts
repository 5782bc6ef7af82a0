/**
 * What is free about a plan when nobody says it: what a planner would try by hand. Not free are promises (queues' retries,
 * admission, what is kept how long) and facts (prices, stage times, quotas). What stands there between rushes, the bases' minimum
 * and the warm pools, is free only where a study looks at a whole day: one rush sees neither what they cost on the other days
 * nor what they are good for then.
 */
import type { InstanceTypeName } from '../../hub/catalog/instances.ts';
import type { BurstGroup, Fleet, HubPlan } from '../../hub/plan/hub-plan.ts';
import { bestTypes, USUAL_TYPES } from './best-types.ts';
import { AS_IS, choiceOf, type FreeParameter, settingParameter } from './free-parameter.ts';
import { structureParameter } from './structure-parameter.ts';

/** Around a limit as it is. Quotas refuse what is too many. Own choice. */
const CAP_RATIOS = [0.5, 0.75, 1, 1.5, 2];
/** A limit that people would write. */
const ROUND_FROM = 20;
const ROUND_TO = 5;
/** How many types a burst may mix: fewer are cheaper, more are seldom short at once. */
const TYPE_COUNTS = [1, 2, 3];
/** Instances that a base has fewer or more. Own choice. */
const BASE_STEPS = [-1, 1, 2];
const BASE_GROWTH_RATIO = 2;

const IDLE = { preset: 'scale-in-when-idle' };
const STEPS = { preset: 'steep-steps' };
const TRACKING = { preset: 'backlog-tracking' };
const ON_SUBMIT = { preset: 'scale-on-submit' };
/** Fewer instances than the presets ask for, each with more to do. */
const SLOW_TRACKING = { kind: 'targetTracking', name: 'three-each', metric: 'backlogPerInstance', target: 3 };
const SLOW_ON_SUBMIT = { kind: 'scaleOnSubmit', name: 'submit-ten-each', backlogPerInstance: 10 };

const POLICY_SETS: readonly (readonly [label: string, policies: readonly object[]])[] = [
  ['steep steps', [STEPS, IDLE]],
  ['backlog tracking', [TRACKING, IDLE]],
  ['backlog tracking, 3 jobs each', [SLOW_TRACKING, IDLE]],
  ['steep steps and backlog tracking', [STEPS, TRACKING, IDLE]],
  ['scale on submit', [ON_SUBMIT, IDLE]],
  ['scale on submit, 10 jobs each', [SLOW_ON_SUBMIT, IDLE]],
  ['scale on submit and backlog tracking', [ON_SUBMIT, TRACKING, IDLE]],
];

/**
 * @param isWholeDay whether the study looks at quiet hours, too
 * @param types of machines that are tried, beside those that a group has
 * @example defaultParameters(plan, false).map(({ name }) => name)   // ['structure', 'fleets.generation.burst: machines', ...]
 */
export function defaultParameters(
  plan: HubPlan,
  isWholeDay: boolean,
  types: readonly InstanceTypeName[] = USUAL_TYPES,
): readonly FreeParameter[] {
  const structure = structureParameter(plan, types);
  const parameters = [
    ...(structure === undefined ? [] : [structure]),
    ...plan.fleets.flatMap(fleet => [...burstParameters(plan, fleet, types), ...baseParameters(fleet, isWholeDay)]),
  ];
  return parameters.filter(({ choices }) => choices.length > 1);
}

function burstParameters(
  plan: HubPlan,
  { name, queues, burst }: Fleet,
  types: readonly InstanceTypeName[],
): readonly FreeParameter[] {
  if (burst === undefined || burst.maxCount === 0) return [];
  const path = `fleets.${name}.burst`;
  return [
    machinesParameter(bestTypes(plan, queues, types), path, burst),
    {
      name: `${path}.policies`,
      choices: [AS_IS, ...POLICY_SETS.map(([label, value]) => choiceOf(label, { path: `${path}.policies`, value }))],
    },
    bootParameter(`${path}.bootPath`, burst.bootPath),
  ];
}

/** Which machines and how many, in one: a quota often allows more of a smaller one, and neither could then change alone. */
function machinesParameter(
  best: readonly InstanceTypeName[],
  path: string,
  { minCount, maxCount, instanceTypes }: BurstGroup,
): FreeParameter {
  const caps = [...new Set(CAP_RATIOS.map(ratio => roundCap(maxCount * ratio)))].filter(
    cap => cap >= Math.max(1, minCount),
  );
  const choices = typeSets(instanceTypes, best).flatMap(types =>
    caps.map(cap =>
      choiceOf(
        `${cap} of ${types.join(' or ')}`,
        { path: `${path}.maxCount`, value: cap },
        { path: `${path}.instanceTypes`, value: types },
      ),
    ),
  );
  return { name: `${path}: machines`, choices: [AS_IS, ...choices] };
}

/** Those of the group, and the best one, two and three of all; a set that is there already comes once. */
function typeSets(
  present: readonly InstanceTypeName[],
  best: readonly InstanceTypeName[],
): readonly (readonly InstanceTypeName[])[] {
  const sets = [present, ...TYPE_COUNTS.map(count => best.slice(0, count))];
  return [...new Map(sets.map(set => [set.join(), set])).values()];
}

function baseParameters({ name, base }: Fleet, isWholeDay: boolean): readonly FreeParameter[] {
  if (base === undefined || base.maxCount === 0) return [];
  const path = `fleets.${name}.base`;
  const limit = settingParameter(`${path}.maxCount`, [base.maxCount * BASE_GROWTH_RATIO]);
  if (!isWholeDay) return [limit];
  const counts = BASE_STEPS.map(step => base.minCount + step).filter(count => count >= 0 && count <= base.maxCount);
  const pool = { minCount: base.maxCount, preparedCapacityMax: base.maxCount };
  return [
    limit,
    settingParameter(`${path}.minCount`, counts),
    {
      name: `${path}.warmPool`,
      choices: [
        AS_IS,
        choiceOf('all that the base may have', { path: `${path}.warmPool`, value: pool }),
        ...(base.warmPool === undefined ? [] : [choiceOf('none', { path: `${path}.warmPool`, value: null })]),
      ],
    },
  ];
}

/** The two ways to an instance with its driver in the image; `plain` takes ten minutes more and saves nothing. */
function bootParameter(path: string, present: string): FreeParameter {
  return settingParameter(
    path,
    ['weights-from-s3', 'baked-ami'].filter(name => name !== present),
  );
}

function roundCap(count: number): number {
  return count < ROUND_FROM ? Math.round(count) : Math.round(count / ROUND_TO) * ROUND_TO;
}
