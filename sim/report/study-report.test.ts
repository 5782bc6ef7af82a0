import * as assert from 'uvu/assert';
import { METRICS } from '../../hub/gate/metric-names.ts';
import { check, golden } from '../../test/kit/check.ts';
import { unitOf } from './format-metric.ts';
import { renderJson } from './render-json.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderStudyCsv } from './render-study-csv.ts';
import { renderText } from './render-text.ts';
import { REPORT } from './study.test-data.ts';
import { studyBlocks } from './study-blocks.ts';
import { studyJson } from './study-json.ts';
import type { StudyReport } from './study-report.ts';

const file = (name: string) => new URL(`./golden/${name}`, import.meta.url);
const text = (report: StudyReport) => renderText(studyBlocks(report));
const { result } = REPORT;

const NO_JOBS: StudyReport = {
  ...REPORT,
  result: {
    ...result,
    replications: 1,
    precisionRatio: null,
    samples: { turnaround_seconds: null },
    scalars: { cost_usd_per_character: null, jobs_submitted: null },
    costShares: [{ category: 'fixed', usd: 0.5, usdPerCharacter: null }],
    portrait: {
      ...result.portrait,
      timeline: { atSeconds: [], backlog: [], inService: [], pending: [], warmPooled: [] },
    },
  },
};

check('the report of a study', {
  'reads well in a terminal': () => golden(file('study.txt'), text(REPORT)),
  'reads well in a pull request': () => golden(file('study.md'), renderMarkdown(studyBlocks(REPORT), 'asset-sim:prod')),
  'is JSON with stable keys': () => golden(file('study.json'), renderJson(studyJson(REPORT))),
  'is one CSV row per metric': () => golden(file('study.csv'), renderStudyCsv(result)),
  'says the cost first': () => assert.match(text(REPORT).split('\n')[2] ?? '', /^\$0\.0100 per character/),
  'counts those turned away among those who asked': () => {
    const rejected = { ...result.scalars.interruptions!, mean: 100 };
    const report = { ...REPORT, result: { ...result, scalars: { ...result.scalars, jobs_rejected: rejected } } };
    assert.match(text(report), /97 of 200 characters finished \(49 %\): .* 100 turned away/);
  },
  'speaks of those who got a character, where not all did': () => {
    assert.match(text(REPORT), /of those who got one, half have their character within/);
    const scalars = Object.fromEntries(
      Object.entries(result.scalars).filter(([name]) => !/^jobs_(un|dead|canc|rej)/.test(name)),
    );
    assert.match(
      text({ ...REPORT, result: { ...result, scalars } }),
      /\nhalf of the users have their character within/,
    );
  },
  'prints no interval that reaches below zero': () => {
    const cost = { ...result.scalars.cost_usd_per_character!, ci95: [-0.01, 0.03] as const };
    const report = { ...REPORT, result: { ...result, scalars: { ...result.scalars, cost_usd_per_character: cost } } };
    assert.match(text(report), /too few replications for an interval/);
  },
  'fits a terminal of 100 columns': () => {
    assert.is(
      text(REPORT)
        .split('\n')
        .find(line => line.length > 100),
      undefined,
    );
  },
  'says so when no character was finished': () => assert.match(text(NO_JOBS), /no price per character/),
  'speaks of no interval after one replication': () => assert.match(text(NO_JOBS), /--replications 10 gives one/),
  'shows money without characters as not seen': () => assert.match(text(NO_JOBS), /fixed +\$0\.500 +- /),
  'never says NaN, null or undefined': () => assert.not.match(text(NO_JOBS), /NaN|null|undefined|Infinity/),
  'is whole again after JSON': () => {
    const metrics = JSON.parse(renderJson(studyJson(REPORT))).metrics;
    assert.is(metrics['queue_wait_seconds{queue=rigging}'].p95, 300);
    assert.equal(metrics.cost_usd_per_character.ci95, result.scalars.cost_usd_per_character?.ci95);
    assert.is(metrics['time_to_result_seconds{region=india}'], null);
  },
  'has a unit for every metric there is': () => {
    for (const [name, { unit }] of Object.entries(METRICS)) assert.is(unitOf(`${name}{queue=x}`), unit);
    assert.throws(() => unitOf('mood'), /not in the table of metrics/);
  },
});
