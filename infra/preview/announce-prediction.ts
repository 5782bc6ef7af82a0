/** The prediction in words, before Pulumi shows what it would change. */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { PlanSources } from '../../hub/plan/parse-stack-config.ts';
import { locate } from '../../hub/yaml/located.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import {
  formatCount,
  formatRatio,
  formatSeconds,
  formatUsdEstimate,
  NOTHING_SEEN,
} from '../../sim/report/format-quantity.ts';
import type { Prediction } from './predict.ts';

/**
 * One line for the log.
 *
 * @example 'predicted for 10,000 users within a minute: $0.01229 per character (95 % interval $0.01227 to $0.01231), p95 ...'
 */
export function predictionText(prediction: Prediction): string {
  const { users, costUsdPerCharacter: mean, costUsdPerCharacterInterval: interval } = prediction;
  const seconds = (value: number | null) => (value === null ? NOTHING_SEEN : formatSeconds(value));
  const waits = Object.entries(prediction.waitSecondsP95).map(([queue, wait]) => `${queue} ${seconds(wait)}`);
  return [
    `predicted for ${formatCount(users)} users within a minute: ${priceText(mean, interval)}`,
    `p95 wait ${waits.join(', ')}`,
    `p95 turnaround ${seconds(prediction.turnaroundSecondsP95)}`,
    `${formatRatio(prediction.coldStartRatio ?? 0)} wait for a cold start`,
  ].join('; ');
}

function priceText(mean: number | null, interval: readonly [number, number] | null): string {
  if (mean === null) return 'no price per character, since no character is finished';
  const shown = formatUsdEstimate(mean, interval ?? [mean, mean]);
  const price = `${shown.mean} per character`;
  return interval === null ? price : `${price} (95 % interval ${shown.low} to ${shown.high})`;
}

/**
 * One problem for each threshold that the prediction breaks, at its line of the stack file.
 *
 * @example brokenThresholds(plan, sources, prediction)[0]?.message   // 'is broken: predicted 0.0123'
 */
export function brokenThresholds(
  { stack }: Pick<HubPlan, 'stack'>,
  { sections }: Pick<PlanSources, 'sections'>,
  { verdicts }: Pick<Prediction, 'verdicts'>,
): Problem[] {
  const command = `npx asset-sim gate --stack ${stack}`;
  return verdicts.flatMap(({ threshold, value, outcome }, index) => {
    if (outcome !== 'broken') return [];
    const saw = value === null ? 'nothing was observed' : `predicted ${Number(value.toPrecision(4))}`;
    return [
      {
        ...locate(sections, ['gate', 'thresholds', index]),
        path: 'gate.thresholds',
        message: `${threshold} is broken: ${saw}`,
        hint: `${command} shows why; change the plan, or the threshold`,
      },
    ];
  });
}
