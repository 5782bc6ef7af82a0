/** What a run shall hold: texts of `--threshold` and `--max-regression`, and the gate section of the stack file. */
import { HubError } from '../hub/errors.ts';
import { parseRegression, type Regression } from '../hub/gate/parse-regression.ts';
import { type GateProblem, type Subject, subjectProblem } from '../hub/gate/parse-subject.ts';
import { parseThreshold, type Threshold } from '../hub/gate/parse-threshold.ts';
import type { HubPlan } from '../hub/plan/hub-plan.ts';
import type { PlanSources } from '../hub/plan/parse-stack-config.ts';
import { locate, type Place } from '../hub/yaml/located.ts';

/** A threshold, and the line it stands on; undefined for a flag. */
export type PlacedThreshold = { readonly threshold: Threshold; readonly place: Place | undefined };

/** @throws HubError USAGE for what is no threshold, or names a queue that the plan has not */
export function readThresholds(
  texts: readonly string[],
  plan: Pick<HubPlan, 'queues'>,
  flag = '--threshold',
): readonly PlacedThreshold[] {
  return texts.map(text => {
    const parsed = parseThreshold(text);
    if (parsed.kind === 'problem') throw usage(flag, text, parsed);
    requireKnown(flag, text, parsed.threshold, plan);
    return { threshold: parsed.threshold, place: undefined };
  });
}

/** Those of the stack file, which were checked when it was read. */
export function stackThresholds(
  { gate }: Pick<HubPlan, 'gate'>,
  { sections }: PlanSources,
): readonly PlacedThreshold[] {
  return gate.thresholds.map((text, index) => {
    const parsed = parseThreshold(text);
    if (parsed.kind === 'problem') throw new Error(`a threshold that was checked cannot be read: ${parsed.message}`);
    return { threshold: parsed.threshold, place: locate(sections, ['gate', 'thresholds', index]) };
  });
}

/** @throws HubError USAGE for what is no regression, names a queue that the plan has not, or is given twice */
export function readRegressions(texts: readonly string[], plan: Pick<HubPlan, 'queues'>): readonly Regression[] {
  const regressions = texts.flatMap(text => {
    const parsed = parseRegression(text);
    if (parsed.kind === 'problem') throw usage('--max-regression', text, parsed);
    for (const { subject } of parsed.regressions) requireKnown('--max-regression', text, subject, plan);
    return parsed.regressions;
  });
  // The last word on a metric counts, so that a bare percentage can be made narrower for one of them.
  const key = ({ subject }: Regression) => JSON.stringify(subject);
  return [...new Map(regressions.map(regression => [key(regression), regression])).values()];
}

function requireKnown(flag: string, text: string, subject: Subject, { queues }: Pick<HubPlan, 'queues'>): void {
  const strange = subjectProblem(
    subject,
    queues.map(({ name }) => name),
  );
  if (strange !== undefined)
    throw new HubError('USAGE', `${flag} '${text}' ${strange.message}`, { hint: strange.hint });
}

function usage(flag: string, text: string, { column, message, hint }: GateProblem): HubError {
  return new HubError('USAGE', `${flag} '${text}' at its column ${column}: ${message}`, { hint });
}
