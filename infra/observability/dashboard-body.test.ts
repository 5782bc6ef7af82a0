import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { golden } from '../../test/kit/golden.ts';
import { dashboardBody } from './dashboard-body.ts';

const SUBJECT = {
  region: 'us-east-1',
  summary: '**prod**: predicted',
  prediction: {
    costUsdPerCharacter: 0.0123,
    waitSecondsP95: { generation: 2516, rigging: null },
    instancesPeak: { 'on-demand': 7.4, spot: 200 },
  },
  queues: [
    { name: 'generation', queueName: 'generation-1', deadLetterName: 'generation-dead-1' },
    { name: 'rigging', queueName: 'rigging-1', deadLetterName: 'rigging-dead-1' },
  ],
  lostEventsQueueName: 'lost-1',
  groups: [
    { label: 'generation base', groupName: 'base-1', market: 'on-demand', usdPerHour: 0.526 },
    { label: 'generation burst', groupName: 'burst-1', market: 'spot', usdPerHour: 0.189 },
    { label: 'rigging burst', groupName: 'burst-2', market: 'spot', usdPerHour: 0.189 },
  ],
} as const;

type Widgets = {
  readonly widgets: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: { readonly title?: string; readonly metrics?: readonly (readonly unknown[])[] } & Record<
      string,
      unknown
    >;
  }[];
};
const bodyOf = (subject: Parameters<typeof dashboardBody>[0]): Widgets => JSON.parse(dashboardBody(subject));

check('dashboardBody', {
  'is this': () =>
    golden(join(import.meta.dirname, 'golden/dashboard.json'), `${JSON.stringify(bodyOf(SUBJECT), undefined, 2)}\n`),
  'overlaps nowhere and stays within 24 columns': () => {
    const { widgets } = bodyOf(SUBJECT);
    for (const [index, a] of widgets.entries()) {
      assert.ok(a.x + a.width <= 24);
      for (const b of widgets.slice(index + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        assert.ok(apart, `${a.properties.title} and ${b.properties.title}`);
      }
    }
  },
  'names every metric that an expression uses in the same graph': () => {
    for (const { properties } of bodyOf(SUBJECT).widgets) {
      const options = (properties.metrics ?? []).map(metric => metric.at(-1) as { id?: string; expression?: string });
      const ids = options.map(({ id }) => id);
      assert.is(new Set(ids.filter(id => id !== undefined)).size, ids.filter(id => id !== undefined).length);
      for (const { expression = '' } of options) {
        for (const used of expression.match(/\b(?!IF\b)[a-zA-Z]\w*/g) ?? []) assert.ok(ids.includes(used), used);
      }
    }
  },
  'draws no line for what was not predicted': () => {
    const nothing = {
      costUsdPerCharacter: null,
      waitSecondsP95: { generation: null, rigging: null },
      instancesPeak: { 'on-demand': null, spot: null },
    };
    const { widgets } = bodyOf({ ...SUBJECT, prediction: nothing });
    const withLines = widgets.filter(({ properties }) => 'annotations' in properties);
    assert.equal(withLines, []);
  },
  'draws the predicted peak of each market across the groups that it adds up': () => {
    const drawn = bodyOf(SUBJECT).widgets.find(({ properties }) =>
      properties.title?.startsWith('Instances in service'),
    )!;
    const { horizontal } = drawn.properties.annotations as { readonly horizontal: readonly unknown[] };
    assert.equal(horizontal, [
      { label: 'on-demand, predicted peak (all fleets)', value: 7.4 },
      { label: 'Spot, predicted peak (all fleets)', value: 200 },
    ]);
    const metrics = drawn.properties.metrics!;
    const sumOf = (label: string): readonly unknown[] => {
      const { expression } = metrics
        .map(metric => metric.at(-1) as { expression?: string; label?: string })
        .find(each => each.label === label)!;
      const named = (id: string) => metrics.find(metric => (metric.at(-1) as { id?: string }).id === id)!;
      return expression!.split(' + ').map(id => `${named(id)[1]} ${named(id)[3]}`);
    };
    const running = (group: string) =>
      ['Pending', 'InService', 'Terminating'].map(state => `Group${state}Instances ${group}`);
    assert.equal(sumOf('on-demand, running (all fleets)'), running('base-1'));
    assert.equal(sumOf('Spot, running (all fleets)'), [...running('burst-1'), ...running('burst-2')]);
  },
  'draws no sum of a market that has no group': () => {
    const text = dashboardBody({ ...SUBJECT, groups: SUBJECT.groups.slice(1) });
    assert.not.match(text, /on-demand, running/);
  },
});
