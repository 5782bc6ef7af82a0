/** Reads a file of any length: it is given one line after the other, and keeps only what it looks for. */
import type { Count } from '../../hub/units.ts';

export type LineReader = {
  /** @param line its number, from 1 */
  readonly line: (text: string, line: Count) => void;
  /** There are no more. */
  readonly end: () => void;
};
