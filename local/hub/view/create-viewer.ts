/** Makes the view of a hub from its parts, and remembers its latest decisions. */
import type { Job } from '../../../hub/job/job.ts';
import { isTerminal } from '../../../hub/job/job-status.ts';
import type { HubPlan } from '../../../hub/plan/hub-plan.ts';
import type { DecisionRow, HubView, JobRow } from '../hub-view.ts';
import type { Fleets } from '../run-fleets.ts';
import type { ScalingStep } from '../scaler/scaler.ts';

export type Viewer = {
  readonly noteStep: (step: ScalingStep, epochMilliseconds: number) => void;
  readonly noteTrouble: (text: string) => void;
  readonly drains: () => void;
  readonly view: (jobs: readonly Job[], fleets: Pick<Fleets, 'groups' | 'looks'>) => HubView;
};

/** More than fit on any screen. */
const ROW_COUNT_MAX = 50;

export function createViewer(about: {
  readonly plan: HubPlan;
  readonly url: string;
  readonly timeScale: number;
  readonly workersMax: HubView['workersMax'];
}): Viewer {
  const { plan, url, timeScale, workersMax } = about;
  const decisions: DecisionRow[] = [];
  let phase: HubView['phase'] = 'running';
  let trouble: string | undefined;
  return {
    noteStep: ({ atSeconds: _, ...step }, epochMilliseconds) => {
      decisions.push({ ...step, time: new Date(epochMilliseconds).toISOString().slice(11, 19) });
      if (decisions.length > ROW_COUNT_MAX) decisions.shift();
    },
    noteTrouble: text => {
      trouble = text;
    },
    drains: () => {
      phase = 'draining';
    },
    view: (jobs, { groups, looks }) => {
      const openCount = jobs.filter(({ status }) => !isTerminal(status)).length;
      return {
        stack: plan.stack,
        url,
        phase,
        timeScale,
        workersMax,
        openCount,
        endedCount: jobs.length - openCount,
        jobs: jobs
          .toSorted((one, other) => (one.createdAt > other.createdAt ? -1 : 1))
          .slice(0, ROW_COUNT_MAX)
          .map(jobRowOf),
        queues: plan.queues.map(({ name }) => ({
          name,
          waitingCount: looks()[name]?.visibleCount ?? 0,
          inWorkCount: looks()[name]?.inFlightCount ?? 0,
        })),
        groups: groups.map(group => ({
          name: group.name,
          desiredCount: group.desiredCount,
          minCount: group.minCount,
          maxCount: group.maxCount,
          workers: [...group.members, ...group.draining].map(({ worker }) => ({
            name: worker.name,
            state: worker.state(),
            jobId: worker.jobId(),
          })),
        })),
        decisions: [...decisions],
        trouble,
      };
    },
  };
}

/** Of jobs without words. */
const FILE_WORDS: Readonly<Partial<Record<Job['kind'], string>>> = { mesh: '(from a picture)', rig: '(from a model)' };

const jobRowOf = ({ jobId, kind, status, queue, progress, prompt, lease }: Job): JobRow => ({
  jobId,
  status,
  queue,
  stage: lease === undefined ? undefined : progress?.stage,
  stageRatio: lease === undefined ? undefined : progress?.ratio,
  prompt: prompt ?? FILE_WORDS[kind],
});
