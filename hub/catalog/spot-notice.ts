import type { Seconds } from '../units.ts';

/** How long before a Spot interruption AWS gives notice, best effort (EC2 guide, 2023-05-31 [H]). */
export const SPOT_NOTICE_SECONDS: Seconds = 120;
