/**
 * Units. Every quantity in the hub is a plain number whose unit is the last word of its name; these aliases
 * say the unit once more in signatures. Money is US dollars; exact sums are kept in integer nano-dollars.
 */
export type Seconds = number;
export type Hours = number;
/** A share of something, 0..1. */
export type Ratio = number;
/** A whole number of things, >= 0. */
export type Count = number;
export type Usd = number;
/** Integer billionths of a US dollar; exact in a double up to about 9 million dollars. */
export type NanoUsd = number;
/** Decimal megabytes (1e6 bytes), as AWS bills transfer. */
export type Megabytes = number;
/** Binary gibibytes (2^30 bytes), as AWS bills volumes. */
export type Gibibytes = number;

export const SECONDS_PER_MINUTE = 60;
export const SECONDS_PER_HOUR = 3600;
export const SECONDS_PER_DAY = 86_400;
export const SECONDS_PER_WEEK = 604_800;
/** AWS prices a month as 730 hours (8,760 / 12) on its pricing pages and in its calculator. */
export const HOURS_PER_MONTH = 730;
export const NANO_USD_PER_USD = 1_000_000_000;
