/**
 * The kit every test file uses. It protects one invariant: a row that was written is a row that runs.
 *
 * uvu 0.5.6 reports success when `.run()` is forgotten, when a test throws a string or null, when `.only` is left in
 * and when a hook throws. `check` has no `.run()` to forget, no `.only`, no `.skip` and no hooks: what a test needs, it
 * sets up by calling a function. Whatever a file can still do wrong, the runner catches (test/kit/judge.ts).
 */
import { suite } from 'uvu';

export { golden } from './golden.ts';
export { near } from './near.ts';

/** Each key is a sentence that states a behaviour; each body throws when the sentence is untrue. */
export type Rows = Readonly<Record<string, () => void | Promise<void>>>;

/**
 * Registers every row under `subject` and runs them, in the order written.
 *
 * @throws Error when there is nothing to run or a row or the subject has no name: an empty table would pass silently.
 * @example
 * check('Little\'s law', { 'holds for M/M/1': () => near(length, arrivalRate * wait, 0.01) });
 */
export function check(subject: string, rows: Rows): void {
  const sentences = Object.entries(rows);
  if (subject.trim() === '') throw new Error('check needs a subject (saw an empty name)');
  if (sentences.length === 0) throw new Error(`check '${subject}' has no rows: a table without rows proves nothing`);

  const table = suite(subject);
  for (const [sentence, body] of sentences) {
    if (sentence.trim() === '') throw new Error(`check '${subject}' has a row without a sentence`);
    if (typeof body !== 'function') throw new Error(`check '${subject}' row '${sentence}' is not a function`);
    table(sentence, () => runRow(body));
  }
  table.run();
}

/** uvu reads `.name` and `.stack` of what was thrown and loses anything that has none. */
async function runRow(body: () => void | Promise<void>): Promise<void> {
  try {
    await body();
  } catch (thrown) {
    throw asError(thrown);
  }
}

function asError(thrown: unknown): Error {
  const isPrintable = thrown instanceof Error && typeof thrown.name === 'string' && typeof thrown.stack === 'string';
  return isPrintable ? thrown : new Error(`threw something that is not an Error: ${String(thrown)}`, { cause: thrown });
}
