/**
 * What a job's stages took, by what ran them, and what that costs. Every run of a stage counts, also one that failed, was
 * interrupted or had to be repeated. Not counted: boot and idle time, fetching and storing, requests, storage, delivery; the
 * simulator has them all.
 */
import * as z from 'zod';
import { findHourPrice, MARKETS } from '../plan/hour-price.ts';
import type { HubPlan } from '../plan/hub-plan.ts';
import { SECONDS_PER_HOUR, type Seconds, type Usd } from '../units.ts';

const runnerSchema = z.object({ instanceType: z.string().min(1), market: z.enum(MARKETS) });
export const workSchema = z.array(runnerSchema.extend({ seconds: z.number().min(0) }));
export type Runner = Readonly<z.infer<typeof runnerSchema>>;
/** One entry for each kind of instance. */
export type Work = readonly Readonly<z.infer<typeof workSchema>[number]>[];

/** @example moreWork([{ ...t4, seconds: 20 }], t4, 5)   // [{ ...t4, seconds: 25 }] */
export function moreWork(work: Work, runner: Runner, seconds: Seconds): Work {
  const isSame = ({ instanceType, market }: Runner) => instanceType === runner.instanceType && market === runner.market;
  const before = work.find(isSame)?.seconds ?? 0;
  return [...work.filter(entry => !isSame(entry)), { ...runner, seconds: before + seconds }];
}

/**
 * At the prices of the plan; undefined when something ran on an instance that has none.
 *
 * @example an hour on g4dn.xlarge, on-demand   // 0.526
 */
export function costOfWork(work: Work, plan: Pick<HubPlan, 'prices'>): Usd | undefined {
  let usd = 0;
  for (const { instanceType, market, seconds } of work) {
    const usdPerHour = findHourPrice(plan, instanceType, market);
    if (usdPerHour === undefined) return undefined;
    usd += (seconds / SECONDS_PER_HOUR) * usdPerHour;
  }
  return usd;
}
