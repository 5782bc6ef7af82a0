/**
 * What the functions take from the machine they run on: variables, clock and chance. Only here; everything else in
 * this folder is handed what it needs.
 */
import { randomBytes } from 'node:crypto';
import { JOB_ID_BYTE_COUNT, jobIdOf } from '../../hub/job/job-id.ts';

export const variables: Readonly<Record<string, string | undefined>> = process.env;

/** ISO 8601 in UTC, with milliseconds. */
export const currentTime = (): string => new Date().toISOString();

/** For measuring how long something takes, or has been kept. */
export const monotonicSeconds = (): number => performance.now() / 1000;

export const drawJobId = (): string => jobIdOf(randomBytes(JOB_ID_BYTE_COUNT));
