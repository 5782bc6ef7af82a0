import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { type ConfigReport, configBlocks, configJson } from './config-report.ts';
import { renderText } from './render-text.ts';

const REPORT: ConfigReport = {
  toolVersion: '1.2.3',
  stack: 'prod',
  region: 'us-east-1',
  scenario: null,
  values: [
    { path: 'queues.rigging.longPollSeconds', value: 20, source: 'AWS SQS guide [H]' },
    { path: 'queues.rigging.stages', value: ['rigging', 'package'], source: 'Pulumi.prod.yaml:3:5' },
    { path: 'gate.thresholds', value: [], source: 'none' },
  ],
  warnings: [],
};

check('the settings', {
  'stand by section, each with its source': () =>
    assert.is(
      renderText(configBlocks(REPORT)),
      [
        'prod stack in us-east-1: 3 settings',
        '',
        'queues',
        '  setting                  value               from',
        '  rigging.longPollSeconds  20                  AWS SQS guide [H]',
        '  rigging.stages           [rigging, package]  Pulumi.prod.yaml:3:5',
        '',
        'gate',
        '  setting     value  from',
        '  thresholds  []     none',
        '',
      ].join('\n'),
    ),
  'name the scenario laid over them': () =>
    assert.match(renderText(configBlocks({ ...REPORT, scenario: 'sale' })), /plan section of scenario sale/),
  'keep values whole in JSON': () => {
    const { values } = configJson(REPORT) as { readonly values: readonly { readonly value: unknown }[] };
    assert.equal(
      values.map(({ value }) => value),
      [20, ['rigging', 'package'], []],
    );
  },
});
