import type { StagePlan } from '../plan/pipeline-plan.ts';
import type { Ratio } from '../units.ts';
import { INSTANCE_TYPES, type InstanceType, type InstanceTypeName } from './instances.ts';

/** How fast a stage runs on this type / how fast on the reference instance, for which stage times are written. */
export const speedRatioOf = (type: InstanceTypeName, bound: StagePlan['bound']): Ratio =>
  speedRatioIn(INSTANCE_TYPES[type], bound);

/** The same of a row of the catalog. */
export const speedRatioIn = ({ gpuSpeedRatio, cpuSpeedRatio }: InstanceType, bound: StagePlan['bound']): Ratio =>
  bound === 'gpu' ? gpuSpeedRatio : cpuSpeedRatio;
