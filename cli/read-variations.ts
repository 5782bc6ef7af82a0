/** Texts of `--vary`, `--metric`, `--samples` and `--shard` to values, or everything that is wrong with them at once. */
import { HubError } from '../hub/errors.ts';
import { METRICS } from '../hub/gate/metric-names.ts';
import { parseSubject, type Subject, subjectProblem, subjectText } from '../hub/gate/parse-subject.ts';
import { changeInput, type SweepBase, takesWholeNumbersOnly } from '../sim/sweep/change-input.ts';
import { cartesianDesign, type Design, sampledDesign } from '../sim/sweep/design.ts';
import type { Shard } from '../sim/sweep/shard.ts';
import type { SweepMetric } from '../sim/sweep/sweep-record.ts';
import { POINT_COUNT_MAX, parseVariation, type Variation } from '../sim/sweep/variation.ts';
import { readWholeNumber } from './flag-values.ts';

/** What a planner asks first. */
const METRICS_DEFAULT = ['cost_usd_per_character', 'p95(turnaround_seconds)'];

/** Of many values so many are tried beforehand; each takes some milliseconds. */
const TRIED_COUNT_MAX = 12;

/** @throws HubError USAGE for what is no variation, or names a path twice */
export function readVariations(texts: readonly string[]): readonly Variation[] {
  const variations = texts.map(text => {
    const parsed = parseVariation(text);
    if ('kind' in parsed) throw usage(`--vary '${text}' ${parsed.message}`, parsed.hint);
    return parsed;
  });
  const paths = variations.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) < index);
  if (twice !== undefined) throw usage(`--vary names ${twice} twice`, 'give all its values at once');
  return variations;
}

/**
 * A value that breaks a rule alone may hold with others. What is no setting, or holds with none of its values, is a mistake.
 *
 * @throws HubError USAGE for the first such
 */
export function requireSettings(variations: readonly Variation[], base: SweepBase): void {
  for (const { path, span } of variations) {
    const values = span.kind === 'values' ? span.values : [span.low, span.high];
    const every = Math.ceil(values.length / TRIED_COUNT_MAX);
    const tried = values.filter((_, index) => index % every === 0 || index === values.length - 1);
    const problems = tried.map(value => {
      const changed = changeInput(base, [{ path, value }]);
      return changed.kind === 'problems' ? changed.problems : [];
    });
    const own = problems.flat().find(problem => problem.path === path);
    if (own !== undefined && problems.every(({ length }) => length > 0)) {
      throw usage(`--vary ${path} ${own.message}`, own.hint ?? 'asset-sim config prints all settings and their values');
    }
  }
}

/**
 * @throws HubError USAGE when nothing is varied, for a range without steps, and for more points than anybody wants
 */
export function readDesign(variations: readonly Variation[], samples: string | undefined, base: SweepBase): Design {
  if (variations.length === 0) {
    throw usage('a sweep needs something to vary', "name it: --vary 'fleets.rigging.burst.maxCount=50:400:8'");
  }
  const isWhole = (path: string) =>
    variations.some(
      ({ path: own, span }) =>
        own === path && span.kind === 'range' && takesWholeNumbersOnly(base, path, span.low) === true,
    );
  const design =
    samples === undefined
      ? cartesianDesign(variations)
      : sampledDesign(
          variations,
          {
            sampleCount: readWholeNumber('--samples', samples, { min: 2, max: POINT_COUNT_MAX }),
            seed: base.input.seed,
          },
          isWhole,
        );
  if (design.kind === 'problem') throw usage(`the sweep cannot be made: it ${design.message}`, design.hint);
  return design;
}

/** @throws HubError USAGE for what is no metric, or stands twice */
export function readMetrics(
  texts: readonly string[] = METRICS_DEFAULT,
  { input: { plan } }: SweepBase,
): readonly (SweepMetric & { readonly subject: Subject })[] {
  const metrics = texts.map(text => {
    const parsed = parseSubject(text);
    if (parsed.kind === 'problem')
      throw usage(`--metric '${text}' at its column ${parsed.column}: ${parsed.message}`, parsed.hint);
    const { subject } = parsed;
    const strange = subjectProblem(
      subject,
      plan.queues.map(({ name }) => name),
    );
    if (strange !== undefined) throw usage(`--metric '${text}' ${strange.message}`, strange.hint);
    return { name: subjectText(subject), unit: METRICS[subject.metric].unit, subject };
  });
  const names = metrics.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw usage(`--metric names ${twice} twice`, 'keep one');
  return metrics;
}

/**
 * @throws HubError USAGE unless it is I/N with 1 <= I <= N
 * @example readShard('2/3')   // { number: 2, count: 3 }
 */
export function readShard(text: string | undefined): Shard {
  if (text === undefined) return { number: 1, count: 1 };
  const [, first, second] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [number, count] = [Number(first), Number(second)];
  if (number >= 1 && number <= count) return { number, count };
  throw usage(`--shard must be I/N with I from 1 to N (saw '${text}')`, 'the second of three parts is --shard 2/3');
}

const usage = (message: string, hint: string) => new HubError('USAGE', message, { hint });
