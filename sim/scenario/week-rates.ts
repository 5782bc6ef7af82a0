/**
 * A rate for each hour of the week, written day by day as people read it. All UTC. Workers load this file with the model, so
 * it stays free of zod; the schema of what people write stands with the other arrivals.
 */

export const WEEK_DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type WeekDayName = (typeof WEEK_DAY_NAMES)[number];

/** Users per hour, 24 numbers a day. */
export type UsersPerHour = Readonly<Record<WeekDayName, readonly number[]>>;

/** 168 rates per hour, from Monday 00:00 UTC. */
export const ratesOfWeek = (days: UsersPerHour): Float64Array =>
  Float64Array.from(WEEK_DAY_NAMES.flatMap(name => days[name]));
