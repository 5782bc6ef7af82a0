/** What the clock on a player's wall says, for the curve of the day. */
import type { UserRegionName } from '../../../hub/catalog/regions.ts';

/**
 * Hours ahead of UTC, standard time of the region's most populous zone (IANA time zone database: New York, Los Angeles,
 * Berlin, Sao Paulo, Tokyo, Seoul, Jakarta, Sydney, Kolkata). Summer time is left out: an hour does not move a plan.
 */
export const UTC_OFFSET_HOURS: Readonly<Record<UserRegionName, number>> = Object.freeze({
  'us-east': -5,
  'us-west': -8,
  europe: 1,
  'south-america': -3,
  japan: 9,
  korea: 9,
  'southeast-asia': 7,
  australia: 10,
  india: 5.5,
});

/** People play after dinner: the hour of the day's peak unless a scenario says otherwise. [own choice; L] */
export const PEAK_LOCAL_HOUR = 20;
