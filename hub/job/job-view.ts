/** A job as its owner sees it. Leaves out what is the hub's own: owner, queue, turns, leases, keys of the bucket. */
import type * as z from 'zod';
import { meanOf } from '../mean-of.ts';
import type { HubPlan } from '../plan/hub-plan.ts';
import { STAGE_NAMES, type StageName } from '../plan/stage-names.ts';
import type { Ratio } from '../units.ts';
import type { Eta } from './eta.ts';
import type { Job } from './job.ts';
import { routeOf } from './job-kind.ts';
import { jobPath } from './job-path.ts';
import { isTerminal } from './job-status.ts';
import type { jobViewSchema } from './job-view-schema.ts';
import { type Pipeline, placeOf } from './pipeline.ts';
import type { WaitReason } from './queue-place.ts';
import { VIEW_STAGE_NAMES, VIEW_STAGES } from './view-stages.ts';

type StageView = JobView['stages'][number];

export type JobView = Readonly<z.infer<typeof jobViewSchema>>;

/** What is reckoned or signed at the moment of asking. */
export type ViewParts = {
  readonly position?: number | undefined;
  readonly waitReason?: WaitReason | undefined;
  readonly eta?: Eta | undefined;
  readonly previewUrl?: string | undefined;
  readonly previewMeshUrl?: string | undefined;
};

export type ViewPlan = { readonly pipeline: Pipeline; readonly stages: HubPlan['stages'] };

/** @example jobView(job, { pipeline, stages }, { position: 5 }).queue_position   // 5 */
export function jobView(job: Job, plan: ViewPlan, parts: ViewParts = {}): JobView {
  const { position, waitReason, eta, previewUrl, previewMeshUrl } = parts;
  const stageRatios = ratiosOf(job, plan.pipeline);
  const stages = stageViews(stageRatios);
  const stage = isTerminal(job.status) ? undefined : stages.find(({ status }) => status !== 'done')?.stage;
  return {
    job_id: job.jobId,
    kind: job.kind,
    status: job.status,
    ...given('prompt', job.prompt),
    ...given('seed', job.seed),
    attempts: job.attempts,
    created_at: job.createdAt,
    updated_at: job.updatedAt,
    ...given('started_at', job.startedAt),
    ...given('finished_at', job.finishedAt),
    deadline_at: job.deadlineAt,
    progress: rounded(overall(stageRatios, plan.stages)),
    ...given('stage', stage),
    stages,
    ...(position === undefined ? {} : { queue_position: position, queue_position_estimated: true }),
    ...given('wait_reason', waitReason),
    ...given('eta_seconds', eta),
    ...given('preview_url', previewUrl),
    ...given('preview_mesh_url', previewMeshUrl),
    ...given('failure', job.failure),
    urls: urlsOf(job),
  };
}

/** What can be done with it now. */
function urlsOf({ jobId, status }: Job): JobView['urls'] {
  const self = jobPath(jobId);
  if (!isTerminal(status)) return { self, cancel: `${self}/cancel` };
  return status === 'succeeded' ? { self, result: `${self}/result` } : { self, retry: `${self}/retry` };
}

const given = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };

/** How much of each stage of its way is done, 0..1. */
function ratiosOf({ kind, queue, status, progress }: Job, pipeline: Pipeline): ReadonlyMap<StageName, Ratio> {
  const route = routeOf(kind, pipeline);
  const place = placeOf(route, queue);
  const doing = progress === undefined ? -1 : STAGE_NAMES.indexOf(progress.stage);
  const ratioOf = (stage: StageName, index: number): Ratio => {
    if (status === 'succeeded' || index < place) return 1;
    if (index > place) return 0;
    if (stage === progress?.stage) return progress.ratio;
    return STAGE_NAMES.indexOf(stage) < doing ? 1 : 0;
  };
  return new Map(route.flatMap(({ stages }, index) => stages.map(stage => [stage, ratioOf(stage, index)] as const)));
}

function stageViews(ratios: ReadonlyMap<StageName, Ratio>): StageView[] {
  return VIEW_STAGE_NAMES.flatMap((stage): StageView[] => {
    const parts = VIEW_STAGES[stage].filter(part => ratios.has(part)).map(part => ratios.get(part) ?? 0);
    if (parts.length === 0) return [];
    const progress = parts.reduce((sum, ratio) => sum + ratio, 0) / parts.length;
    const status = progress >= 1 ? 'done' : progress > 0 ? 'running' : 'waiting';
    return [{ stage, status, progress: rounded(progress) }];
  });
}

function overall(ratios: ReadonlyMap<StageName, Ratio>, stages: HubPlan['stages']): Ratio {
  let all = 0;
  let done = 0;
  for (const [stage, ratio] of ratios) {
    const seconds = meanOf(stages[stage].serviceSeconds);
    all += seconds;
    done += seconds * ratio;
  }
  return all === 0 ? 0 : done / all;
}

const rounded = (ratio: Ratio): Ratio => Math.floor(ratio * 1000) / 1000;
