/** The parts of a CloudWatch dashboard that ours is made of. CloudWatch guide, dashboard body structure, 2023-05-18 [H]. */
import type { Seconds } from '../../hub/units.ts';

export type MetricOptions = {
  readonly id?: string;
  readonly label?: string;
  readonly stat?: 'Average' | 'Maximum' | 'Sum';
  readonly visible?: boolean;
};

/** A metric by namespace, name and dimension; or an expression over the ones that have an id. */
export type Metric =
  | readonly [namespace: string, metricName: string, dimension: string, value: string, options: MetricOptions]
  | readonly [MetricOptions & { readonly expression: string }];

/** A line across the whole graph. */
export type Line = { readonly label: string; readonly value: number };

export type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type Widget = Place & {
  readonly type: 'text' | 'metric';
  readonly properties: Readonly<Record<string, unknown>>;
};

export type Drawing = {
  readonly title: string;
  readonly metrics: readonly Metric[];
  readonly lines: readonly Line[];
  /** One datapoint a minute unless something coarser is meant. */
  readonly periodSeconds?: Seconds;
};

const MINUTE_SECONDS: Seconds = 60;

export function graph(
  region: string,
  place: Place,
  { title, metrics, lines, periodSeconds = MINUTE_SECONDS }: Drawing,
): Widget {
  return {
    type: 'metric',
    ...place,
    properties: {
      title,
      region,
      view: 'timeSeries',
      stat: 'Average',
      period: periodSeconds,
      metrics,
      yAxis: { left: { min: 0 } },
      ...(lines.length === 0 ? {} : { annotations: { horizontal: lines } }),
    },
  };
}
