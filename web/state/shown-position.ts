/** The place in the queue that is shown. An estimate may rise; what a person was told does not. */
import type { SeenJob } from '../api/seen-job.ts';

type Before = { readonly seen: SeenJob; readonly position: number | undefined };

/** The queue it stands in, as far as its owner can tell: another one begins when a stage more is done, or at another try. */
const placeOf = ({ job_id, stages, attempts }: SeenJob): string =>
  `${job_id} ${stages.filter(({ status }) => status === 'done').length} ${attempts}`;

/** @returns undefined while it does not wait */
export function shownPosition(before: Before | undefined, job: SeenJob): number | undefined {
  const position = job.queue_position;
  if (position === undefined || before?.position === undefined) return position;
  return placeOf(before.seen) === placeOf(job) ? Math.min(before.position, position) : position;
}
