/** A study with what it was about: all that a rendering of it may say. Nothing of the machine or the moment. */
import type { EffectiveValue } from '../../hub/plan/effective-values.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import type { Verdict } from '../gate/judge-threshold.ts';
import type { StudyResult } from '../study/study-result.ts';

export type StudyReport = {
  readonly toolVersion: string;
  /** Of every text and flag that the result depends on. */
  readonly inputsSha256: string;
  /** Of what happens to the plan: arrivals, horizon, notices; not of the plan itself. */
  readonly scenarioSha256: string;
  readonly stack: string;
  readonly region: string;
  readonly scenario: { readonly name: string; readonly description: string | null };
  /** Everything that holds, with where it was written; worked out when asked, since most readers want no more than the result. */
  readonly settings: () => readonly EffectiveValue[];
  /** What was asked to hold, in the order it was asked; empty when nothing was. */
  readonly verdicts: readonly Verdict[];
  readonly warnings: readonly Problem[];
  readonly result: StudyResult;
};
