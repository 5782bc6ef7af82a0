/** Who comes, how many and when: the kinds of arrivals a scenario can list. */
import { z } from 'zod';
import { USER_REGION_NAMES, type UserRegionName } from '../../hub/catalog/regions.ts';
import { distributionSchema } from '../../hub/distribution.ts';
import { meanOf } from '../../hub/mean-of.ts';
import { sourced } from '../../hub/plan/sourced.ts';
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../hub/units.ts';
import { JOB_KIND_NAMES } from './job-kinds.ts';
import { WEEK_DAY_NAMES, type WeekDayName } from './week-rates.ts';

/** A run keeps about 130 bytes per job, so thirty million take about 4 GB; events can name 2^25 jobs. [own choice] */
export const JOB_COUNT_MAX = 30_000_000;
const OWN = 'own choice';

/** Why there is a limit at all, said to whoever meets it. */
const JOB_COUNT_RULE = `must be <= ${JOB_COUNT_MAX}, since a run keeps every job in memory, about 130 bytes each`;

/** A whole number of people. */
export const usersSchema = z
  .number()
  .int()
  .min(1)
  .refine(users => users <= JOB_COUNT_MAX, { error: JOB_COUNT_RULE });
const positive = z.number().positive();
const seconds = z.number().nonnegative();

/** One optional number per region; at least one must be above 0. */
function byRegion(number: z.ZodNumber, rule: string) {
  const shape = Object.fromEntries(USER_REGION_NAMES.map(name => [name, number.optional()]));
  return z
    .strictObject(shape as Record<UserRegionName, z.ZodOptional<z.ZodNumber>>)
    .refine(numbers => Object.values(numbers).some(value => (value ?? 0) > 0), {
      error: rule,
      // A misspelt region is the mistake to report, not what is missing because of it.
      when: payload => payload.issues.length === 0,
    });
}

/** Relative weights of the regions; they need not sum to 1. */
const regionWeights = byRegion(z.number().nonnegative(), 'must give one region a weight above 0').optional();

const common = {
  job: sourced(z.enum(JOB_KIND_NAMES), 'character', OWN),
} as const;

const flashCrowd = z.strictObject({
  kind: z.literal('flashCrowd'),
  ...common,
  users: usersSchema,
  windowSeconds: seconds,
  regions: regionWeights,
});

const poisson = z
  .strictObject({
    kind: z.literal('poisson'),
    ...common,
    /** Batches per hour or per second, whichever reads better. */
    ratePerHour: positive.optional(),
    ratePerSecond: positive.optional(),
    /** Users who come together; a number, or a distribution that is rounded to whole users, at least 1. */
    batchSize: z.union([z.number().int().min(1).max(JOB_COUNT_MAX), distributionSchema]).optional(),
    /** Without it they keep coming until the horizon. */
    untilSeconds: positive.optional(),
    regions: regionWeights,
  })
  .refine(source => source.ratePerHour !== undefined || source.ratePerSecond !== undefined, {
    error: 'must give ratePerHour or ratePerSecond',
  })
  .refine(source => source.ratePerHour === undefined || source.ratePerSecond === undefined, {
    error: 'must not stand beside ratePerHour: give one rate',
    path: ['ratePerSecond'],
  });

const diurnal = z.strictObject({
  kind: z.literal('diurnal'),
  ...common,
  /** Users per day of each region that has any. */
  regions: byRegion(z.number().nonnegative().max(JOB_COUNT_MAX), 'must give one region more than 0 users per day'),
  /** Hour of the day's peak on the players' own clocks. */
  peakLocalHour: z.number().min(0).lt(24).optional(),
  /** 0: flat. 1: nobody at the trough, twice the mean at the peak. */
  swingRatio: z.number().min(0).max(1),
  days: positive.max(366),
});

const dayRates = z.array(z.number().nonnegative()).length(SECONDS_PER_DAY / SECONDS_PER_HOUR);

const usersPerHour = z
  .strictObject(
    Object.fromEntries(WEEK_DAY_NAMES.map(name => [name, dayRates])) as Record<WeekDayName, typeof dayRates>,
  )
  .refine(days => Object.values(days).some(rates => rates.some(rate => rate > 0)), {
    error: 'must give one hour more than 0 users',
    when: payload => payload.issues.length === 0,
  });

const weekly = z.strictObject({
  kind: z.literal('weekly'),
  ...common,
  /** 24 numbers a day, UTC. */
  usersPerHour,
  /** Bursts: standard deviation / mean of the gaps between users, at an even rate. 1: independent users. */
  gapCv: z.number().min(0.01).max(100).optional(),
  /** Without it the week begins anew until the horizon. */
  untilSeconds: positive.optional(),
  regions: regionWeights,
});

const mmpp = z.strictObject({
  kind: z.literal('mmpp'),
  ...common,
  /** Visited in this order, over and over. */
  states: z
    .array(z.strictObject({ ratePerHour: z.number().nonnegative(), meanSojournSeconds: z.number().min(1) }))
    .min(2)
    .max(20)
    .refine(states => states.some(state => state.ratePerHour > 0), { error: 'must give one state a rate above 0' }),
  untilSeconds: positive.optional(),
  regions: regionWeights,
});

const trace = z.strictObject({
  kind: z.literal('trace'),
  ...common,
  /** A CSV file with one row per arrival; relative to the scenario file. */
  file: z.string().min(1),
  /** The column of times; the first one unless named. */
  column: z.string().min(1).optional(),
  timeUnit: z.enum(['seconds', 'milliseconds']),
  /** How many times the trace is played in all. */
  repeat: z.number().int().min(1).max(10_000).optional(),
  regions: regionWeights,
});

const closedLoop = z.strictObject({
  kind: z.literal('closedLoop'),
  ...common,
  users: usersSchema,
  /** From the end of a job to the user's next one; also before the first. */
  thinkSeconds: distributionSchema.refine(think => meanOf(think) >= 1, { error: 'must have a mean of 1 s or more' }),
  /** Without it they never stop. */
  jobsPerUser: z.number().int().min(1).max(JOB_COUNT_MAX).optional(),
  regions: regionWeights,
});

export const arrivalSourceSchema = z.discriminatedUnion('kind', [
  flashCrowd,
  poisson,
  diurnal,
  weekly,
  mmpp,
  trace,
  closedLoop,
]);
export type ArrivalSource = z.infer<typeof arrivalSourceSchema>;
