import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { golden } from '../../test/kit/golden.ts';
import { dashboardBody } from './dashboard-body.ts';

const SUBJECT = {
  region: 'us-east-1',
  summary: '**prod**: predicted',
  prediction: { costUsdPerCharacter: 0.0123, waitSecondsP95: { generation: 2516, rigging: null } },
  queues: [
    { name: 'generation', queueName: 'generation-1', deadLetterName: 'generation-dead-1' },
    { name: 'rigging', queueName: 'rigging-1', deadLetterName: 'rigging-dead-1' },
  ],
  lostEventsQueueName: 'lost-1',
  groups: [
    { label: 'generation base', groupName: 'base-1', maxCount: 4, usdPerHour: 0.526 },
    { label: 'generation burst', groupName: 'burst-1', maxCount: 100, usdPerHour: 0.189 },
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
    const nothing = { costUsdPerCharacter: null, waitSecondsP95: { generation: null, rigging: null } };
    const { widgets } = bodyOf({ ...SUBJECT, prediction: nothing });
    const withLines = widgets.filter(({ properties }) => 'annotations' in properties);
    assert.equal(
      withLines.map(({ properties }) => properties.title),
      ['Instances in service and desired'],
    );
  },
});
