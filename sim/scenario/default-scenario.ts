/** The scenario of `asset-sim run --users N`: everybody clicks within a minute. */
import { HubError } from '../../hub/errors.ts';
import type { Count } from '../../hub/units.ts';
import { JOB_COUNT_MAX, usersSchema } from './arrival-sources.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

/** The flash crowd of the source document: 10,000 players click "Generate" within one minute. */
const USERS = 10_000;
const WINDOW_SECONDS = 60;

/** The seed of a study for which nobody chose one. */
export const SEED_DEFAULT = 1;

/**
 * @param users 1..30,000,000
 * @throws HubError USAGE when `users` is not such a number
 * @example defaultScenario(500).arrivals[0]   // { kind: 'flashCrowd', users: 500, windowSeconds: 60, job: 'character' }
 */
export function defaultScenario(users: Count = USERS): Scenario {
  if (!usersSchema.safeParse(users).success) {
    throw new HubError('USAGE', `users must be a whole number 1..${JOB_COUNT_MAX} (saw ${users})`, {
      hint: 'a run keeps every job in memory, about 100 bytes each; simulate a part of the crowd and scale the fleet with it',
    });
  }
  return scenarioSchema.parse({
    name: 'flash crowd',
    description: `${users} users click within ${WINDOW_SECONDS} s`,
    arrivals: [{ kind: 'flashCrowd', users, windowSeconds: WINDOW_SECONDS }],
  });
}
