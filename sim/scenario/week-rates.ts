/** A rate for each hour of the week, written day by day as people read it. All UTC. */
import { z } from 'zod';
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../hub/units.ts';

export const WEEK_DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type WeekDayName = (typeof WEEK_DAY_NAMES)[number];
const HOURS_PER_DAY = SECONDS_PER_DAY / SECONDS_PER_HOUR;

const dayRates = z.array(z.number().nonnegative()).length(HOURS_PER_DAY);

/** Users per hour, 24 numbers a day. */
export const usersPerHourSchema = z
  .strictObject(
    Object.fromEntries(WEEK_DAY_NAMES.map(name => [name, dayRates])) as Record<WeekDayName, typeof dayRates>,
  )
  .refine(days => Object.values(days).some(rates => rates.some(rate => rate > 0)), {
    error: 'must give one hour more than 0 users',
    when: payload => payload.issues.length === 0,
  });
export type UsersPerHour = z.infer<typeof usersPerHourSchema>;

/** 168 rates per hour, from Monday 00:00 UTC. */
export const ratesOfWeek = (days: UsersPerHour): Float64Array =>
  Float64Array.from(WEEK_DAY_NAMES.flatMap(name => days[name]));
