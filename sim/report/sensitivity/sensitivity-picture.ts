/** The first metric as a tornado: the settings that move it, from the largest. */
import { formatMetric } from '../format-metric.ts';
import { formatRatio } from '../format-quantity.ts';
import { plotTornado } from '../svg/plot-tornado.ts';
import type { SensitivityReport } from './sensitivity-report.ts';

const BAR_COUNT_MAX = 15;

/** Undefined when nothing moves it. */
export function sensitivityPicture({ about, result }: SensitivityReport): string | undefined {
  const [first] = result.metrics;
  const bars = first?.effects.filter(({ size }) => size > 0).slice(0, BAR_COUNT_MAX) ?? [];
  if (first === undefined || bars.length === 0) return undefined;
  const { metric, today } = first;
  const isShare = today !== null && today !== 0;
  const scaled = (value: number) => (isShare ? value / Math.abs(today) : value);
  const text = (value: number) => (isShare ? formatRatio(scaled(value)) : formatMetric(metric.unit, value));
  return plotTornado({
    title: `What moves ${metric.name}`,
    description: `${about.stack} stack, ${about.scenario}: ${bars[0]!.factor.path} moves it most, by ${text(bars[0]!.size)} over its range.`,
    axis: {
      title: `change of ${metric.name} over the range of the setting, with its 95 % interval`,
      unit: isShare ? 'ratio' : metric.unit,
    },
    bars: bars.map(({ factor, size, interval, mean }) => ({
      label: factor.path,
      from: 0,
      to: scaled(size),
      hue: mean >= 0 ? 2 : 1,
      interval: interval === null ? null : [scaled(interval[0]), scaled(interval[1])],
      note: text(size),
    })),
    legend: [
      { name: 'more of the setting, more of it', hue: 2 },
      { name: 'more of the setting, less of it', hue: 1 },
    ],
  });
}
