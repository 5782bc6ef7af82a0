/** Sensitivity as a report: what to measure first, then a tornado of bars for each metric. */
import type { FactorEffect, MetricEffects } from '../../sensitivity/sensitivity-result.ts';
import { type Block, left, right } from '../block.ts';
import { formatMetric } from '../format-metric.ts';
import { formatCount, formatRatio } from '../format-quantity.ts';
import { isMeasurable, type SensitivityReport } from './sensitivity-report.ts';

const ROW_COUNT_MAX = 15;
const BAR_WIDTH = 20;

export function sensitivityBlocks({ about, result }: SensitivityReport): readonly Block[] {
  const { stack, region, scenario, seed } = about;
  const { trajectories, replications, metrics, passedOver } = result;
  const factorCount = metrics[0]?.effects.length ?? 0;
  const passed = passedOver === 0 ? '' : `; ${passedOver} walks met a plan that is none and were drawn again`;
  return [
    {
      kind: 'aside',
      lines: [
        `${stack} stack in ${region}, ${scenario}: ${factorCount} settings, ${trajectories} walks, ${replications} replications a point, seed ${seed}${passed}`,
      ],
    },
    { kind: 'answer', lines: metrics.flatMap(answersOf) },
    ...metrics.flatMap(tornadoOf),
    {
      kind: 'aside',
      lines: [
        'effect: mean change when the setting goes through its whole range, with its 95 % interval; spread: how much that differs with the other settings',
      ],
    },
  ];
}

function answersOf({ metric, today, effects }: MetricEffects): readonly string[] {
  const [most] = effects;
  const measured = effects.find(({ factor }) => isMeasurable(factor));
  if (most === undefined || most.size === 0) return [`${metric.name}: nothing moves it`];
  const says = (verb: string, effect: FactorEffect) =>
    `${verb}: ${effect.factor.path} moves ${metric.name} by ${sizeText(effect.size, today, metric.unit)} between ${effect.factor.low} and ${effect.factor.high}`;
  if (measured === undefined || measured.size === 0) return [says('moves most', most)];
  return most === measured
    ? [says('measure first', most)]
    : [says('moves most', most), says('measure first', measured)];
}

function tornadoOf({ metric, today, effects }: MetricEffects): readonly Block[] {
  const moving = effects.filter(({ size }) => size > 0);
  const shown = moving.slice(0, ROW_COUNT_MAX);
  const largest = shown[0]?.size ?? 0;
  const inert = effects.length - moving.length;
  const rest = [
    ...(moving.length > shown.length ? [`moved less by ${moving.length - shown.length} more`] : []),
    ...(inert > 0 ? [`not moved at all by ${formatCount(inert)}`] : []),
  ];
  return [
    {
      kind: 'heading',
      text: today === null ? metric.name : `${metric.name}, today ${formatMetric(metric.unit, today)}`,
    },
    {
      kind: 'table',
      columns: [
        left('setting'),
        right('from'),
        right('to'),
        right('effect'),
        right('95 % interval'),
        left(''),
        left('more of it'),
        right('spread'),
      ],
      rows: shown.map(effect => [
        effect.factor.path,
        String(effect.factor.low),
        String(effect.factor.high),
        sizeText(effect.size, today, metric.unit),
        effect.interval === null ? '-' : effect.interval.map(end => sizeText(end, today, metric.unit)).join(' to '),
        barOf(effect.size / largest),
        directionOf(effect),
        effect.deviation === null ? '-' : sizeText(effect.deviation, today, metric.unit),
      ]),
    },
    ...(rest.length === 0 ? [] : [{ kind: 'aside' as const, lines: [rest.join('; ')] }]),
  ];
}

/** Of today's value where there is one. */
function sizeText(size: number, today: number | null, unit: MetricEffects['metric']['unit']): string {
  return today === null || today === 0 ? formatMetric(unit, size) : formatRatio(size / Math.abs(today));
}

/** Neither way is worth a word where effects of both signs nearly cancel. */
function directionOf({ mean, size }: FactorEffect): string {
  if (Math.abs(mean) < size / 2) return 'both ways';
  return mean > 0 ? 'more' : 'less';
}

const barOf = (ratio: number) => '█'.repeat(Math.max(1, Math.round(ratio * BAR_WIDTH)));
