/** What has happened between two views of a hub, for whoever reads lines: a person without a terminal, or a program. Pure. */
import { assertNever } from '../../../hub/assert-never.ts';
import type { DecisionRow, HubView, JobRow, WorkerRow } from '../hub-view.ts';

export type Happening =
  | ({ readonly kind: 'job' } & JobRow)
  | ({ readonly kind: 'worker'; readonly group: string } & WorkerRow)
  | ({ readonly kind: 'decision' } & DecisionRow)
  | { readonly kind: 'trouble'; readonly text: string };

/** Decisions before what came of them. A job is told anew when its status, queue or stage is another, not at each percent. */
export function happeningsBetween(before: HubView | undefined, after: HubView): readonly Happening[] {
  const newDecisions = after.decisions.filter(
    decision => !before?.decisions.some(seen => JSON.stringify(seen) === JSON.stringify(decision)),
  );
  return [
    ...newDecisions.map(decision => ({ kind: 'decision' as const, ...decision })),
    ...workerHappenings(before, after),
    ...jobHappenings(before, after),
    ...(after.trouble === undefined || after.trouble === before?.trouble
      ? []
      : [{ kind: 'trouble' as const, text: after.trouble }]),
  ];
}

function workerHappenings(before: HubView | undefined, after: HubView): Happening[] {
  const workersOf = (view: HubView | undefined) =>
    new Map(
      view?.groups.flatMap(({ name: group, workers }) =>
        workers.map(worker => [worker.name, { kind: 'worker' as const, group, ...worker }] as const),
      ),
    );
  const [old, now] = [workersOf(before), workersOf(after)];
  const changed = [...now.values()].filter(({ name, state, jobId }) => {
    const seen = old.get(name);
    return seen?.state !== state || seen.jobId !== jobId;
  });
  const gone = [...old.values()].filter(({ name, state }) => !now.has(name) && state !== 'gone');
  return [...changed, ...gone.map(worker => ({ ...worker, state: 'gone' as const, jobId: undefined }))];
}

function jobHappenings(before: HubView | undefined, after: HubView): Happening[] {
  const old = new Map(before?.jobs.map(job => [job.jobId, job]));
  const isNew = (job: JobRow) => {
    const seen = old.get(job.jobId);
    return seen?.status !== job.status || seen.queue !== job.queue || seen.stage !== job.stage;
  };
  return after.jobs
    .filter(isNew)
    .toReversed()
    .map(job => ({ kind: 'job' as const, ...job }));
}

/** One line, without the time. */
export function happeningText(happening: Happening): string {
  switch (happening.kind) {
    case 'job': {
      const { jobId, status, queue, stage } = happening;
      const isOpen = status === 'queued' || status === 'starting' || status === 'running';
      return `job ${jobId} ${status}${isOpen ? `, ${stage ?? `waits for ${queue}`}` : ''}`;
    }
    case 'worker': {
      const { name, group, state, jobId } = happening;
      return `worker ${name} of ${group} ${state}${jobId === undefined ? '' : ` with ${jobId}`}`;
    }
    case 'decision': {
      const { group, policy, fromCount, toCount, reason } = happening;
      return `scaling ${group} ${fromCount} -> ${toCount}: ${reason} (${policy})`;
    }
    case 'trouble':
      return `trouble: ${happening.text}`;
    default:
      return assertNever(happening);
  }
}
