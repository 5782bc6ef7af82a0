/** A chart as data: what the page's script draws and what the table below it says are the same numbers. */
import type { Count, Seconds } from '../../../hub/units.ts';

export type Series = {
  readonly name: string;
  /** Which of the palette's colours, from 1. */
  readonly hue: number;
  /** Told apart without colour, too. */
  readonly look: 'solid' | 'dashed' | 'dotted';
  readonly isFilled: boolean;
  /** [row]; null: nothing was observed. */
  readonly values: readonly (number | null)[];
};

/** Something that happened at a time: a scaling decision. */
export type Mark = { readonly atSeconds: Seconds; readonly direction: 'out' | 'in'; readonly text: string };

export type Chart = {
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence: for those who do not see it, and those who look twice. */
  readonly summary: string;
  /** `steps`: counts that hold until the next row. `bars`: a distribution. */
  readonly shape: 'line' | 'steps' | 'bars';
  /** What a row's number of seconds says: `after`. */
  readonly rowTitle: string;
  readonly rowSeconds: readonly Seconds[];
  /** From one row to the next, where all are alike. */
  readonly rowWidthSeconds: Seconds | null;
  readonly valueUnit: 'count' | 'seconds';
  readonly series: readonly Series[];
  readonly marks: readonly Mark[];
  /** Said below the table. */
  readonly note: string;
};

/** More rows than this say no more in a chart, and nobody reads them in a table. */
export const ROW_COUNT_MAX: Count = 480;

/** A seventh series looks like the first. */
const HUE_COUNT = 6;
export const hueOf = (index: number): number => (index % HUE_COUNT) + 1;
