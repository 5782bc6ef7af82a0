/**
 * The dashboard: what was predicted beside what happens. Waits, backlog, capacity, money and what went wrong, each in one
 * picture; where there is a prediction, it is a line across it. CloudWatch guide, dashboard body structure, 2023-05-18 [H].
 */
import type { PredictedMarket, Prediction } from '../preview/predict.ts';
import { graph, type Line, type Metric, type MetricOptions, type Widget } from './dashboard-widgets.ts';

export type DashboardSubject = {
  readonly region: string;
  /** What a person reads first. */
  readonly summary: string;
  readonly prediction: Pick<Prediction, 'costUsdPerCharacter' | 'waitSecondsP95' | 'instancesPeak'>;
  /** In the order of the pipeline; a message deleted from the last one is a finished character. */
  readonly queues: readonly { readonly name: string; readonly queueName: string; readonly deadLetterName: string }[];
  readonly lostEventsQueueName: string;
  readonly groups: readonly {
    readonly label: string;
    readonly groupName: string;
    readonly market: PredictedMarket;
    /** Of the group's first instance type. */
    readonly usdPerHour: number;
  }[];
};

/** CloudWatch dashboards are 24 columns wide. */
const WIDTH = 24;
const HOUR_SECONDS = 3600;
const MARKETS: readonly PredictedMarket[] = ['on-demand', 'spot'];
const MARKET_LABELS: Readonly<Record<PredictedMarket, string>> = { 'on-demand': 'on-demand', spot: 'Spot' };
/** Of instances that are billed; pooled ones are none of them. */
const RUNNING_STATES = ['Pending', 'InService', 'Terminating'] as const;

const sqs = (metricName: string, queueName: string, options: MetricOptions): Metric => [
  'AWS/SQS',
  metricName,
  'QueueName',
  queueName,
  options,
];
const autoScaling = (metricName: string, groupName: string, options: MetricOptions): Metric => [
  'AWS/AutoScaling',
  metricName,
  'AutoScalingGroupName',
  groupName,
  options,
];

/** The JSON of the dashboard. */
export function dashboardBody(subject: DashboardSubject): string {
  const text: Widget = { type: 'text', x: 0, y: 0, width: WIDTH, height: 2, properties: { markdown: subject.summary } };
  const graphs = [waits, backlog, capacity, failures, costPerHour, costPerCharacter].map((draw, index) =>
    graph(
      subject.region,
      { x: (index % 2) * (WIDTH / 2), y: 2 + 7 * Math.floor(index / 2), width: WIDTH / 2, height: 7 },
      draw(subject),
    ),
  );
  return JSON.stringify({ widgets: [text, ...graphs] });
}

/** The age of the oldest message is as near as AWS's own metrics come to a wait; it runs above the waits of most jobs. */
function waits({ queues, prediction }: DashboardSubject) {
  return {
    title: 'Oldest waiting job, and the predicted p95 wait (s)',
    metrics: queues.map(({ name, queueName }) =>
      sqs('ApproximateAgeOfOldestMessage', queueName, { label: name, stat: 'Maximum' }),
    ),
    lines: Object.entries(prediction.waitSecondsP95).flatMap(([queue, seconds]): Line[] =>
      seconds === null ? [] : [{ label: `${queue}, predicted p95`, value: seconds }],
    ),
  };
}

function backlog({ queues }: DashboardSubject) {
  return {
    title: 'Jobs waiting and in work',
    metrics: queues.flatMap(({ name, queueName }) => [
      sqs('ApproximateNumberOfMessagesVisible', queueName, { label: `${name}, waiting` }),
      sqs('ApproximateNumberOfMessagesNotVisible', queueName, { label: `${name}, in work` }),
    ]),
    lines: [],
  };
}

/**
 * The prediction counts what is billed at one time, over all fleets: booting, in service or on its way out. So does the sum
 * beside it. Only the prediction also counts instances that are billed while they fill a warm pool.
 */
function capacity({ groups, prediction }: DashboardSubject) {
  return {
    title: 'Instances in service and desired, and the predicted peak of all that run',
    metrics: [
      ...groups.flatMap(({ label, groupName }) => [
        autoScaling('GroupInServiceInstances', groupName, { label: `${label}, in service` }),
        autoScaling('GroupDesiredCapacity', groupName, { label: `${label}, desired` }),
      ]),
      ...MARKETS.flatMap(market => runningMetrics(groups, market)),
    ],
    lines: MARKETS.flatMap((market): Line[] => {
      const value = prediction.instancesPeak[market];
      return value === null ? [] : [{ label: `${MARKET_LABELS[market]}, predicted peak (all fleets)`, value }];
    }),
  };
}

/** What a market's groups have running, as one metric; nothing where it has no group. */
function runningMetrics(groups: DashboardSubject['groups'], market: PredictedMarket): Metric[] {
  const label = MARKET_LABELS[market];
  const ofMarket = groups.filter(group => group.market === market);
  if (ofMarket.length === 0) return [];
  const id = (state: string, index: number) => `${label.replace('-', '').toLowerCase()}${state}${index}`;
  const counts = ofMarket.flatMap(({ groupName }, index) =>
    RUNNING_STATES.map(state =>
      autoScaling(`Group${state}Instances`, groupName, { id: id(state, index), visible: false }),
    ),
  );
  const expression = ofMarket.flatMap((_, index) => RUNNING_STATES.map(state => id(state, index))).join(' + ');
  return [...counts, [{ expression, label: `${label}, running (all fleets)` }]];
}

function failures({ queues, lostEventsQueueName }: DashboardSubject) {
  return {
    title: 'Jobs given up, and events lost',
    metrics: [
      ...queues.map(({ name, deadLetterName }) =>
        sqs('ApproximateNumberOfMessagesVisible', deadLetterName, { label: `${name}, given up`, stat: 'Maximum' }),
      ),
      sqs('ApproximateNumberOfMessagesVisible', lostEventsQueueName, { label: 'events lost', stat: 'Maximum' }),
    ],
    lines: [],
  };
}

/** By the price of each group's first type: what a mixed group really pays is in the bill, a day later. */
function costPerHour({ groups }: DashboardSubject) {
  return {
    title: 'Instances, about USD per hour',
    metrics: costMetrics(groups, 'about USD per hour', true),
    lines: [],
  };
}

function costPerCharacter({ groups, queues, prediction }: DashboardSubject) {
  const last = queues.at(-1)!;
  const predicted = prediction.costUsdPerCharacter;
  return {
    title: 'Instances, about USD per character of the hour, and the predicted price of everything',
    periodSeconds: HOUR_SECONDS,
    metrics: [
      ...costMetrics(groups, 'about USD per hour', false),
      sqs('NumberOfMessagesDeleted', last.queueName, { id: 'finished', stat: 'Sum', visible: false }),
      [{ id: 'each', expression: 'IF(finished > 0, cost / finished)', label: 'about USD per character' }] as Metric,
    ],
    lines: predicted === null ? [] : [{ label: 'predicted', value: predicted }],
  };
}

/** Instances in service times their price, as one metric with the id `cost`. */
function costMetrics(groups: DashboardSubject['groups'], label: string, isVisible: boolean): Metric[] {
  const counts = groups.map(({ groupName }, index) =>
    autoScaling('GroupInServiceInstances', groupName, { id: `inService${index}`, visible: false }),
  );
  const expression = groups.map(({ usdPerHour }, index) => `inService${index} * ${usdPerHour}`).join(' + ');
  return [...counts, [{ id: 'cost', expression, label, visible: isVisible }]];
}
