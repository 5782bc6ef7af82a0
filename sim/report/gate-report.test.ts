import * as assert from 'uvu/assert';
import { check, golden } from '../../test/kit/check.ts';
import { GATE, verdictOf } from './gate.test-data.ts';
import { gateBlocks } from './gate-blocks.ts';
import { gateJson } from './gate-json.ts';
import { type GateReport, gateOutcome } from './gate-report.ts';
import { renderAnnotations } from './render-annotations.ts';
import { renderJson } from './render-json.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderText } from './render-text.ts';

const file = (name: string) => new URL(`./golden/${name}`, import.meta.url);
const withVerdicts = (...verdicts: GateReport['study']['verdicts']): GateReport => ({
  study: { ...GATE.study, verdicts },
  thresholdPlaces: verdicts.map(() => undefined),
  baseline: null,
});
const kept = verdictOf('cost_usd_per_character<0.014');
const unclear = verdictOf('cost_usd_per_character<0.0101', { outcome: 'inconclusive', replicationsNeeded: 900 });
const broken = verdictOf('cost_usd_per_character<0.009', { outcome: 'broken' });

check('the report of a gate', {
  'reads well in a terminal': () => golden(file('gate.txt'), renderText(gateBlocks(GATE))),
  'reads well in a pull request': () => golden(file('gate.md'), renderMarkdown(gateBlocks(GATE), 'asset-sim:prod')),
  'is JUnit for a CI': () => golden(file('gate.xml'), renderJunit(GATE, false)),
  'is annotations at the lines it is about': () => golden(file('gate.annotations.txt'), renderAnnotations(GATE)),
  'is JSON with the verdict on top of the study': () => {
    const { gate, schema_version } = JSON.parse(renderJson(gateJson(GATE)));
    assert.is(schema_version, 1);
    golden(file('gate.json'), renderJson(gate));
  },
  'is small enough for a comment, whatever changed': () => {
    const [change] = GATE.baseline!.changes;
    const changes = Array.from({ length: 5000 }, () => change!);
    const text = renderMarkdown(gateBlocks({ ...GATE, baseline: { ...GATE.baseline!, changes } }), 'm');
    assert.ok(text.length < 20_000, `${text.length}`);
    assert.match(text, /and 4960 more/);
  },
});

check('the outcome of a gate', {
  'is the worst of its checks, and a broken one is worse than an unclear one': () => {
    assert.is(gateOutcome(withVerdicts(kept)), 'passed');
    assert.is(gateOutcome(withVerdicts(kept, unclear)), 'inconclusive');
    assert.is(gateOutcome(withVerdicts(unclear, broken, kept)), 'failed');
    assert.is(gateOutcome({ ...withVerdicts(kept), baseline: GATE.baseline }), 'failed');
  },
  'is skipped in JUnit when it is unclear, and a failure for the strict': () => {
    assert.match(renderJunit(withVerdicts(unclear), false), /failures="0" skipped="1"[\s\S]*<skipped message=/);
    assert.match(renderJunit(withVerdicts(unclear), true), /failures="1" skipped="0"[\s\S]*<failure message=/);
  },
  'annotates nothing where all is well': () => assert.is(renderAnnotations(withVerdicts(kept)), ''),
});

check('names that somebody chose', {
  'do no harm in XML and in workflow commands': () => {
    const stack = 'a"<b>&\u0000';
    const report = { ...withVerdicts(broken), thresholdPlaces: [{ file: 'a,b:c\n::error::', line: 1, column: 2 }] };
    const xml = renderJunit({ ...report, study: { ...report.study, stack } }, false);
    assert.match(xml, /<testsuite name="asset-sim gate a&quot;&lt;b&gt;&amp;"/);
    const [first, ...rest] = renderAnnotations(report).trimEnd().split('\n');
    assert.match(first!, /^::error file=a%2Cb%3Ac%0A%3A%3Aerror%3A%3A,line=1,col=2,/);
    assert.equal(rest, []);
  },
});
