import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { stackText } from '../../hub/plan/stack-text.test-data.ts';
import { check } from '../../test/kit/check.ts';
import { runStudy } from '../study/replicate.ts';
import { studyInput } from '../study/study-input.test-data.ts';
import { changeInput, type SweepBase, takesWholeNumbersOnly } from './change-input.ts';
import { cartesianDesign, type Design, sampledDesign } from './design.ts';
import { playPoints } from './play-points.ts';
import { indicesOf, mergeSweeps } from './shard.ts';
import { headerLine, pointLine, readSweepLines } from './sweep-lines.ts';
import type { SweepHeader, SweepPoint } from './sweep-record.ts';
import { parseVariation, type Variation } from './variation.ts';

const HEADER: SweepHeader = {
  toolVersion: '1',
  inputsSha256: 'a'.repeat(64),
  stack: 'test',
  region: 'us-east-1',
  scenario: 'a small crowd',
  seed: 7,
  replications: 2,
  paths: ['a.b'],
  metrics: [{ name: 'cost_usd_per_character', unit: 'USD' }],
  pointCount: 7,
};
const point = (index: number): SweepPoint => ({
  index,
  values: [index],
  estimates: [{ mean: index / 3, ci95: [0, 1] }],
  refusal: null,
});
const variation = (text: string): Variation => {
  const parsed = parseVariation(text);
  if ('kind' in parsed) throw new Error(parsed.message);
  return parsed;
};
const design = (...texts: readonly string[]): Design => {
  const made = cartesianDesign(texts.map(variation));
  if (made.kind === 'problem') throw new Error(made.message);
  return made;
};
const messageOf = (text: string) => {
  const parsed = parseVariation(text);
  return 'kind' in parsed ? parsed.message : 'fine';
};

function base(replications = 2): SweepBase {
  const input = studyInput({ min: replications, max: replications, precisionRatio: 1 });
  const parsed = parseStackConfig({ text: stackText(), file: 'Pulumi.test.yaml', stack: 'test' });
  if (parsed.kind === 'problems') throw new Error('the stack of the tests is none');
  return { input, sources: parsed.sources };
}
const COST = { statistic: 'mean', metric: 'cost_usd_per_character', labels: {} } as const;

check('a variation', {
  'is a list, equal steps, or a range': () => {
    assert.equal(variation('a=1, x,true').span, { kind: 'values', values: [1, 'x', true] });
    assert.equal(variation('a=[x,y],[z]').span, { kind: 'values', values: [['x', 'y'], ['z']] });
    assert.equal(variation('a=0.1:0.3:3').span, { kind: 'values', values: [0.1, 0.2, 0.3] });
    assert.equal(variation('a=1:2').span, { kind: 'range', low: 1, high: 2 });
  },
  'is refused with what is wrong': () => {
    assert.match(messageOf('a'), /is not PATH=VALUES/);
    assert.match(messageOf('=1'), /is not PATH=VALUES/);
    assert.match(messageOf('a=2:1:3'), /from a lower to a higher number \(saw 2 to 1\)/);
    assert.match(messageOf('a=1:1'), /varies nothing/);
    assert.match(messageOf('a=1:2:1'), /count of at least 2/);
    assert.match(messageOf('a=1,2,1'), /names a value twice \(saw 1\)/);
    assert.match(messageOf('a=.nan'), /a value that is none/);
    assert.match(messageOf('a=[1'), /is not a list of values/);
    assert.match(messageOf('a=0:1:1000000000'), /would make 1,000,000,000 points, and the most is 100,000/);
  },
});

check('a design', {
  'has every combination once, the last path fastest': () => {
    const { pointCount, pointAt } = design('a=1,2', 'b=x,y,z');
    const points = Array.from({ length: pointCount }, (_, index) => pointAt(index).join(''));
    assert.equal(points, ['1x', '1y', '1z', '2x', '2y', '2z']);
  },
  'of a thousand million points is refused without making one': () => {
    const steps = ['a', 'b', 'c'].map(path => variation(`${path}=0:1:1000`));
    assert.match((cartesianDesign(steps) as { message: string }).message, /1,000,000,000 points/);
  },
  'of samples takes each part of each range once': () => {
    const made = sampledDesign(
      [variation('a=0:10'), variation('b=0:100'), variation('c=x,y')],
      { sampleCount: 10, seed: 3 },
      path => path === 'b',
    );
    if (made.kind === 'problem') throw new Error(made.message);
    const columns = [0, 1, 2].map(column => Array.from({ length: 10 }, (_, index) => made.pointAt(index)[column]));
    assert.equal(
      (columns[0] as number[]).toSorted((x, y) => x - y),
      [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5],
    );
    assert.equal(
      (columns[1] as number[]).toSorted((x, y) => x - y),
      [5, 15, 25, 35, 45, 55, 65, 75, 85, 95],
    );
    assert.is(columns[2]!.filter(value => value === 'x').length, 5);
    assert.not.equal(
      columns[0]!.map(value => Number(value) * 10),
      columns[1],
    );
  },
});

check('a changed input', {
  'has what was named changed, in plan and scenario': () => {
    const changed = changeInput(base(), [
      { path: 'fleets.workers.burst.maxCount', value: 3 },
      { path: 'scenario.users', value: 5 },
      { path: 'scenario.arrivals[0].windowSeconds', value: 1 },
    ]);
    if (changed.kind === 'problems') throw new Error(JSON.stringify(changed.problems));
    assert.is(changed.input.plan.fleets[0]!.burst!.maxCount, 3);
    assert.equal(changed.input.arrivals, [{ kind: 'flashCrowd', job: 'character', users: 5, windowSeconds: 1 }]);
    assert.equal(changed.input.scenario.arrivals, changed.input.arrivals);
  },
  'tells all that is wrong by the names that were used': () => {
    const changed = changeInput(base(), [
      { path: 'scenario.users', value: 0 },
      { path: 'fleets.workers.burst.maxCount', value: -1 },
    ]);
    assert.equal((changed as { problems: unknown }).problems, [
      { path: 'scenario.users', message: 'must be >= 1 (saw 0)' },
      {
        file: 'Pulumi.test.yaml',
        line: 11,
        column: 19,
        path: 'fleets.workers.burst.maxCount',
        message: 'must be >= 0 (saw -1)',
      },
    ]);
  },
  'knows which settings take whole numbers only': () => {
    assert.is(takesWholeNumbersOnly(base(), 'fleets.workers.burst.maxCount', 3), true);
    assert.is(takesWholeNumbersOnly(base(), 'scenario.users', 3), true);
    assert.is(takesWholeNumbersOnly(base(), 'assumptions.alarmActionSeconds', 3), false);
    assert.is(takesWholeNumbersOnly(base(), 'nothing', 3), undefined);
  },
});

check('points', {
  'say what a study of the same plan says, on the same random numbers': async () => {
    const points: SweepPoint[] = [];
    const swept = design('fleets.workers.burst.maxCount=1,2,3', 'scenario.users=10,20');
    await playPoints({ base: base(), design: swept, indices: [1, 4], subjects: [COST] }, {}, each => points.push(each));
    assert.equal(
      points.map(({ index, values }) => [index, ...values]),
      [
        [1, 1, 20],
        [4, 3, 10],
      ],
    );
    const alone = await runStudy(base().input);
    assert.is(points[0]!.estimates![0]!.mean, alone.scalars.cost_usd_per_character!.mean);
    assert.equal(points[0]!.estimates![0]!.ci95, alone.scalars.cost_usd_per_character!.ci95);
  },
  'that are no valid plan are told and not played': async () => {
    const points: SweepPoint[] = [];
    const swept = design('fleets.workers.burst.minCount=1,2');
    await playPoints({ base: base(), design: swept, indices: [0, 1], subjects: [COST] }, {}, each => points.push(each));
    assert.ok(points[0]!.estimates !== null);
    assert.match(points[1]!.refusal!, /maxCount/);
  },
});

check('the lines of a sweep', {
  'come back as they were': () => {
    const text = headerLine(HEADER) + pointLine(point(2)) + pointLine(point(0));
    assert.equal(readSweepLines(text), {
      kind: 'sweep',
      sweep: { header: HEADER, points: [point(2), point(0)] },
      keptLength: text.length,
    });
  },
  'keep every whole point wherever they are cut off': () => {
    const lines = [headerLine(HEADER), ...[0, 1, 2].map(index => pointLine(point(index)))];
    const text = lines.join('');
    return fc.assert(
      fc.property(fc.integer({ min: lines[0]!.length, max: text.length }), length => {
        const read = readSweepLines(text.slice(0, length));
        if (read.kind === 'problem') throw new Error(read.message);
        assert.is(headerLine(HEADER) + read.sweep.points.map(pointLine).join(''), text.slice(0, read.keptLength));
        assert.ok(length - read.keptLength < Math.max(...lines.slice(1).map(line => line.length)));
      }),
    );
  },
  'of something else are refused with their number': () => {
    const lineOf = (text: string) => {
      const read = readSweepLines(text);
      return read.kind === 'problem' ? `${read.line} ${read.message}` : 'fine';
    };
    assert.match(lineOf(''), /^1 is empty/);
    assert.match(lineOf('{}\n'), /^1 is no file of a sweep/);
    assert.match(lineOf(`${headerLine(HEADER)}x\n`), /^2 is no point/);
    assert.match(lineOf(headerLine(HEADER) + pointLine({ ...point(0), values: [] })), /^2 is no point/);
    assert.match(lineOf(headerLine(HEADER) + pointLine(point(7))), /^2 is no point/);
    assert.match(
      lineOf(headerLine(HEADER) + pointLine(point(0)) + pointLine(point(0))),
      /^3 has point 0 a second time/,
    );
  },
});

check('shards', {
  'are all points once, in any number': () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 60 }), (pointCount, count) => {
        const all = Array.from({ length: count }, (_, index) => indicesOf({ number: index + 1, count }, pointCount));
        assert.equal(
          all.flat().toSorted((a, b) => a - b),
          Array.from({ length: pointCount }, (_, index) => index),
        );
        const lengths = all.map(({ length }) => length);
        assert.ok(Math.max(...lengths) - Math.min(...lengths) <= 1);
      }),
    ),
  'make the whole in any order': () => {
    const parts = [3, 1, 2].map(number => ({ header: HEADER, points: indicesOf({ number, count: 3 }, 7).map(point) }));
    assert.equal(mergeSweeps(parts), {
      kind: 'sweep',
      sweep: { header: HEADER, points: [0, 1, 2, 3, 4, 5, 6].map(point) },
    });
  },
  'are refused as strangers, twice, or with one missing': () => {
    const part = { header: HEADER, points: [0, 1, 2, 3, 4, 6].map(point) };
    const messageOfMerge = (...parts: Parameters<typeof mergeSweeps>[0]) =>
      (mergeSweeps(parts) as { message: string }).message;
    assert.is(messageOfMerge(part), '1 of 7 points are missing, the first is point 5');
    assert.match(messageOfMerge(part, { header: HEADER, points: [point(6)] }), /^has point 6, as another file has/);
    assert.match(
      messageOfMerge(part, { header: { ...HEADER, inputsSha256: 'b' }, points: [point(5)] }),
      /^is of another sweep/,
    );
  },
});
