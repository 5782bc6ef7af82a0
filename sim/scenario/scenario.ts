/**
 * A scenario: what happens to the hub in a run, and for how long we look. It says nothing about the hub itself, except through
 * `plan`, a patch on the stack's own configuration for a what-if.
 */
import { z } from 'zod';
import { SPOT_NOTICE_SECONDS } from '../../hub/catalog/spot-notice.ts';
import { sourced } from '../../hub/plan/sourced.ts';
import { SECONDS_PER_DAY } from '../../hub/units.ts';
import { arrivalSourceSchema } from './arrival-sources.ts';
import { START_PATTERN } from './start-of-week.ts';

const OWN = 'own choice';
const SECONDS_MAX = 366 * SECONDS_PER_DAY;
const spanSeconds = z.number().positive().max(SECONDS_MAX);

/** Until when a run goes on. */
const horizonSchema = z.discriminatedUnion('kind', [
  /** Until all jobs have ended and the fleets are back at their minimum, so that the tail is paid for; at most maxSeconds. */
  z.strictObject({
    kind: z.literal('settled'),
    maxSeconds: sourced(spanSeconds, 30 * SECONDS_PER_DAY, `${OWN}: longer than any backlog a plan should allow`),
  }),
  z.strictObject({ kind: z.literal('fixed'), seconds: spanSeconds }),
]);

/** What is left out of the statistics at the start of a run. Not the warming of instances. */
const warmupSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('seconds'), seconds: z.number().nonnegative().max(SECONDS_MAX) }),
  /** Where the mean's standard error is least (White 1997; batches of 5). */
  z.strictObject({ kind: z.literal('mser5') }),
]);

/** How often a run is repeated with other draws. One replication gives no interval. */
const replicationsSchema = z
  .strictObject({
    min: sourced(z.number().int().min(1).max(100_000), 10, `${OWN}: the fewest for a t interval that is not all tail`),
    max: sourced(z.number().int().min(1).max(100_000), 50, `${OWN}: a second or two at 10,000 users`),
    /** Stop early once the half width of the 95 % interval is below this share of the mean. */
    precisionRatio: sourced(z.number().positive().max(1), 0.01, OWN),
  })
  .refine(count => count.min <= count.max, { error: 'must be >= min', path: ['max'] });

/** A reclaim: at one moment a share of the Spot pools loses all its capacity. */
const spotEventSchema = z.strictObject({
  atSeconds: z.number().nonnegative().max(SECONDS_MAX),
  outageSeconds: spanSeconds,
  /** Share of pools (instance type x zone) struck. */
  shareRatio: z.number().positive().max(1),
  noticeSeconds: sourced(
    z.number().min(0).max(SPOT_NOTICE_SECONDS),
    SPOT_NOTICE_SECONDS,
    'Amazon EC2 guide, 2023-05-31: two minutes [H]',
  ),
});

export const scenarioSchema = z.strictObject({
  name: z.string().min(1).max(100),
  description: z.string().optional(),
  stack: sourced(
    z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be the name of a stack: lower-case letters, digits and hyphens'),
    'prod',
    OWN,
  ),
  startsAtUtc: sourced(z.string().regex(START_PATTERN, "must be a day and a time, as 'mon 09:00'"), 'mon 09:00', OWN),
  arrivals: z.array(arrivalSourceSchema).min(1).max(100),
  horizon: horizonSchema.prefault({ kind: 'settled' }),
  warmup: warmupSchema.prefault({ kind: 'none' }),
  replications: replicationsSchema.prefault({}),
  spotEvents: sourced(z.array(spotEventSchema).max(1000), [], 'none unless the scenario lists some'),
  /** Recorded availability that the Spot pools follow; relative to the scenario file. */
  spotTrace: z.strictObject({ file: z.string().min(1) }).optional(),
  /** Merged onto the sections of the stack file, which then must be valid as a whole. */
  plan: z.record(z.string(), z.unknown()).optional(),
});

export type Scenario = z.infer<typeof scenarioSchema>;
export type SpotEvent = z.infer<typeof spotEventSchema>;
