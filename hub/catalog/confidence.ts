/**
 * How sure we are of a number: H was read in a primary source, M in a secondary or older one or derived from H by
 * arithmetic, L is a judgement of ours and belongs in every sensitivity study.
 */
export type Confidence = 'H' | 'M' | 'L';

/** Where the true value may lie. */
export type Range = { readonly low: number; readonly high: number };
