/** A gate's result: the study, what was asked of it, and how it differs from a baseline. */

import type { Place } from '../../hub/yaml/located.ts';
import type { ChangedSetting } from '../gate/changed-settings.ts';
import type { RegressionVerdict } from '../gate/judge-regression.ts';
import type { StudyReport } from './study-report.ts';

export type GateReport = {
  /** Its verdicts are those of the thresholds. */
  readonly study: StudyReport;
  /** Where each threshold was written; undefined for one that came as a flag. In the order of the verdicts. */
  readonly thresholdPlaces: readonly (Place | undefined)[];
  /** Null when the gate compares with nothing. */
  readonly baseline: GateBaseline | null;
};

export type GateBaseline = {
  /** A file, or a revision and stack file. */
  readonly name: string;
  readonly regressions: readonly RegressionVerdict[];
  readonly changes: readonly ChangedSetting[];
};

export type GateOutcome = 'passed' | 'failed' | 'inconclusive';

/** Failed when anything is broken; inconclusive when nothing is, but something is unclear. */
export function gateOutcome({ study, baseline }: GateReport): GateOutcome {
  const outcomes = [...study.verdicts, ...(baseline?.regressions ?? [])].map(({ outcome }) => outcome);
  if (outcomes.includes('broken')) return 'failed';
  return outcomes.includes('inconclusive') ? 'inconclusive' : 'passed';
}
