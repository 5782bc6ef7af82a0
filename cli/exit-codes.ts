/** How `asset-sim` ends. Scripts rely on these: a number never changes its meaning. */
export const EXIT_OK = 0;
/** A defect of ours. */
export const EXIT_UNEXPECTED = 1;
/** A flag, a file or a setting is wrong; nothing was run, nothing was written. */
export const EXIT_USAGE = 2;
/** Nothing is broken, but something cannot be told from chance; only where that was asked to count. */
export const EXIT_INCONCLUSIVE = 3;
/** A threshold or a regression is broken; the number k6 has for it. */
export const EXIT_GATE_FAILED = 99;
/** 128 + SIGINT, as shells count. */
export const EXIT_INTERRUPTED = 130;
