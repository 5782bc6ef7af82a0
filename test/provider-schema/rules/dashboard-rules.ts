/** What CloudWatch asks of dashboards. */
import type { Json, JsonObject } from '../../pulumi-host/program-record.ts';
import { type AwsRule, aws } from '../aws-rule.ts';
import { isList, isObject, parsedJson, textAt } from '../values-at.ts';

const DASHBOARD = aws('cloudwatch.Dashboard');

const widgets = (...list: readonly JsonObject[]): JsonObject => ({ dashboardBody: JSON.stringify({ widgets: list }) });

export const DASHBOARD_RULES: readonly AwsRule[] = [
  {
    id: 'dashboard-body',
    type: DASHBOARD,
    says: 'dashboardBody is JSON; each widget has a type and properties and lies within 24 columns, 1 to 1000 high',
    source: 'CloudWatch API reference, Dashboard Body Structure and Syntax, 2023, from memory [L]',
    fine: [widgets({ type: 'metric', x: 12, y: 0, width: 12, height: 6, properties: {} }), widgets()],
    broken: [
      { dashboardBody: 'none' },
      { dashboardBody: '{}' },
      widgets({ type: 'metric', x: 13, width: 12, height: 6, properties: {} }),
      widgets({ type: 'metric', width: 12, height: 0, properties: {} }),
      widgets({ type: 'graph', width: 12, height: 6, properties: {} }),
    ],
    check: inputs => dashboardProblems(textAt(inputs, 'dashboardBody')),
  },
];

const WIDGET_TYPES: readonly Json[] = ['metric', 'text', 'log', 'alarm', 'explorer', 'custom'];

function dashboardProblems(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const body = parsedJson(text);
  if (!isObject(body) || !isList(body.widgets)) return [text.slice(0, 60)];
  return body.widgets.flatMap((widget, index) =>
    isWidget(widget) ? [] : [`widget ${index}: ${JSON.stringify(widget).slice(0, 80)}`],
  );
}

function isWidget(widget: Json): boolean {
  if (!isObject(widget)) return false;
  const { type = null, x = 0, width = 6, height = 6, properties } = widget;
  const isInside = Number(width) >= 1 && Number(x) >= 0 && Number(x) + Number(width) <= 24;
  return (
    WIDGET_TYPES.includes(type) && isInside && Number(height) >= 1 && Number(height) <= 1000 && isObject(properties)
  );
}
