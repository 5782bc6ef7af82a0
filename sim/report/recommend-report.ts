/** What a recommendation was about, and what came of it: all that a rendering of it may say. */
import type { Subject } from '../../hub/gate/parse-subject.ts';
import type { Threshold } from '../../hub/gate/parse-threshold.ts';
import type { Count, Ratio } from '../../hub/units.ts';
import type { Figures } from '../recommend/figures.ts';
import type { Recommendation } from '../recommend/recommend.ts';
import type { StudyReport } from './study-report.ts';

export type RecommendReport = {
  readonly about: Omit<StudyReport, 'result' | 'verdicts'>;
  readonly seed: number;
  readonly rules: readonly Threshold[];
  /** What cost is set against. */
  readonly wait: Subject;
  readonly confidence: Ratio;
  readonly recommendation: Recommendation;
  /** Of the answer, and of the plan as it is. */
  readonly figures: { readonly answer: Figures; readonly asIs: Figures };
  /** The answer with one change taken back, against the answer; undefined where that makes no plan. */
  readonly takenBack: readonly { readonly parameter: Count; readonly figures: Figures | undefined }[];
  /** The stack file with the answer, as a unified diff; empty when it is the plan as it is. */
  readonly patch: string;
};
