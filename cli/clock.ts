/** What day it is: the one question of the command line that has another answer tomorrow. */
export const now = (): Date => new Date();

/** @example dayOf(now())   // '2026-11-28' */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
