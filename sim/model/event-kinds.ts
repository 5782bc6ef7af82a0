/** Kinds of SimEvent on the calendar; the entity is the index named in the comment. */
export const ATTEMPT_END = 1; // instance
export const MESSAGE_ARRIVES = 2; // job
export const VISIBILITY_END = 3; // job
export const LAUNCH_DONE = 4; // instance
export const BOOT_DONE = 5; // instance
export const SPOT_REBALANCE = 6; // instance
export const SPOT_NOTICE = 7; // instance
export const SPOT_RECLAIM = 8; // instance
export const POOL_FLIP = 9; // Spot pool
export const DRAIN_DEADLINE = 10; // instance
export const MINUTE = 11; // -
export const ALARM_EVALUATION = 12; // alarm
export const APPLY_DECISION = 13; // group
export const LAUNCH_RETRY = 14; // group
export const SCHEDULED_ACTION = 15; // scheduled policy
export const SPOT_STORM = 16; // scenario's storm
export const STORM_END = 17; // scenario's storm
