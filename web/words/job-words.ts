/** A job in a player's words. Pure; the page shows what is said here and adds nothing. */
import type { JobKind, SeenJob, ViewStage, WaitReason } from '../api/seen-job.ts';
import { failureAdvice, fileFailureAdvice } from './problem-words.ts';

export const STAGE_NAMES: Readonly<Record<ViewStage, string>> = Object.freeze({
  image: 'Picture',
  mesh: 'Shape',
  retopology: 'Surface',
  rig: 'Skeleton',
});

const STAGE_WORK: Readonly<Record<ViewStage, string>> = Object.freeze({
  image: 'Painting the picture',
  mesh: 'Shaping it in three dimensions',
  retopology: 'Smoothing and painting its surface',
  rig: 'Giving it a skeleton',
});

const WAIT_WORDS: Readonly<Record<WaitReason, string>> = Object.freeze({
  queue: 'Others came before you. You can close this page; it goes on without you.',
  scaling_out: 'More machines are starting up. You can close this page; it goes on without you.',
  spot_capacity: 'Machines are scarce at the moment, and the hub keeps asking for more. You can close this page.',
  retrying: 'The first try did not work out, so it will be tried again.',
});

const NEXT = 'You are next. You can close this page; it goes on without you.';

export const KIND_NAMES: Readonly<Record<JobKind, string>> = Object.freeze({
  character: 'Character',
  image: 'Picture',
  mesh: 'Shape from a picture',
  rig: 'Skeleton for a model',
});

/** What a job without a prompt is called. */
export const titleOf = ({ prompt, kind }: SeenJob): string => prompt ?? KIND_NAMES[kind];

export type JobWords = {
  /** `Position in queue: 5` */
  readonly headline: string;
  /** Why, or what to do. */
  readonly detail: string;
};

/** @param position as shown, which never rises; undefined while it does not wait */
export function jobWords(job: SeenJob, position: number | undefined): JobWords {
  switch (job.status) {
    case 'queued':
    case 'starting':
    case 'running':
      return position === undefined ? workWords(job) : waitWords(job, position);
    case 'succeeded':
      return { headline: job.kind === 'image' ? 'Here it is' : 'Turn it around', detail: doneWords(job) };
    case 'failed': {
      const isOfFile = job.kind === 'mesh' || job.kind === 'rig';
      const adviceOf = isOfFile ? fileFailureAdvice : failureAdvice;
      const { title, todo } = adviceOf(job.failure ?? { code: 'hub-fault', detail: '' });
      return { headline: title, detail: todo };
    }
    case 'canceled':
      return {
        headline: 'You stopped this one',
        detail: 'What was done is kept for a while: it can go on from there.',
      };
    case 'expired':
      return {
        headline: 'It took too long',
        detail: 'Its time was up before it was done. It can go on from where it stopped.',
      };
  }
}

function waitWords({ wait_reason, stages }: SeenJob, position: number): JobWords {
  const isNext = position === 1 && (wait_reason ?? 'queue') === 'queue';
  const reason = isNext ? NEXT : WAIT_WORDS[wait_reason ?? 'queue'];
  const isUnderWay = stages.some(({ status }) => status === 'done');
  const headline = `Position in queue: ${position}`;
  return { headline, detail: isUnderWay ? `The first half is done. ${reason}` : reason };
}

function workWords({ status, stage, wait_reason }: SeenJob): JobWords {
  if (status === 'queued') return { headline: 'In line', detail: WAIT_WORDS[wait_reason ?? 'queue'] };
  if (status === 'starting') return { headline: 'About to begin', detail: 'A machine has taken it up.' };
  return {
    headline: stage === undefined ? 'Nearly done' : STAGE_WORK[stage],
    detail: 'You can close this page; it goes on without you.',
  };
}

function doneWords({ kind }: SeenJob): string {
  switch (kind) {
    case 'image':
      return 'Download it, or describe the next one.';
    case 'mesh':
      return 'Drag to turn it, scroll or pinch to come closer. The file is a GLB.';
    case 'character':
    case 'rig':
      return 'Drag to turn it, scroll or pinch to come closer. The file is a rigged GLB, ready for an engine.';
  }
}

/** @example costWords(0.00461)   // '0.46 ¢' */
export const costWords = (usd: number): string =>
  100 * usd < 1 ? `${(100 * usd).toPrecision(2)} ¢` : `$${usd.toFixed(usd < 1 ? 3 : 2)}`;
