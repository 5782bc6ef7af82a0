/** Commands that play on as many threads as the machine has, unless they are told. */
const THREADED = /^(run|gate|compare|sweep|sensitivity|recommend)$/;

/**
 * A command as a test runs it. Every thread loads and warms up the simulator for itself, which takes 30 % more processor time
 * for a study of 10,000 users, and the other processors have other test files to run. The bytes are the same on any number of
 * threads (sim/study/replicate.test.ts).
 *
 * @example onOneThread(['run', '--users', '20'])   // ['run', '--users', '20', '--threads', '1']
 */
export const onOneThread = (args: readonly string[]): readonly string[] =>
  THREADED.test(args[0] ?? '') && !args.some(arg => arg.startsWith('--threads')) ? [...args, '--threads', '1'] : args;
