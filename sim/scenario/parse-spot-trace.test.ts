import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { parseSpotTrace, type SpotTrace } from './parse-spot-trace.ts';

/** Public availability traces stand beside the checkout on some machines only; their rows are not ours to ship. */
const TRACES = new URL('../../../shared/traces/spot-availability-rle.json', import.meta.url);

function traceOf(text: string): SpotTrace {
  const parsed = parseSpotTrace(text, 't');
  if (parsed.kind === 'problems') throw new Error(parsed.problems[0]!.message);
  return parsed.trace;
}

function refuses(text: string, line: number, expected: RegExp): void {
  const parsed = parseSpotTrace(text, 't');
  assert.is(parsed.kind, 'problems');
  if (parsed.kind !== 'problems') return;
  assert.is(parsed.problems[0]!.line, line);
  assert.match(parsed.problems[0]!.message, expected);
}

const printed = ({ startSeconds, isAvailable, endSeconds }: SpotTrace) => [
  [...startSeconds],
  [...isAvailable],
  endSeconds,
];

function availableSeconds(trace: SpotTrace): number {
  return trace.isAvailable.reduce((sum, available, index) => {
    const end = trace.startSeconds[index + 1] ?? trace.endSeconds;
    return sum + available * (end - trace.startSeconds[index]!);
  }, 0);
}

check('parseSpotTrace', {
  'reads runs of probes': () =>
    assert.equal(printed(traceOf('{"gapSeconds": 60, "rle": [[1, 5], [0, 2]]}')), [[0, 300], [1, 0], 420]),
  'joins runs that say the same': () =>
    assert.equal(printed(traceOf('{"gapSeconds": 60, "rle": [[1, 5], [1, 1], [0, 2]]}')), [[0, 360], [1, 0], 480]),
  'reads a table of changes, whose last row lasts as long as the one before': () =>
    assert.equal(printed(traceOf('available,seconds\n1,100\n1,160\n0,400\n')), [[0, 300], [1, 0], 540]),
  'gives the same for probes written either way': () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 2, maxLength: 40 }), probes => {
        const rle = JSON.stringify({ gapSeconds: 30, rle: probes.map(available => [available, 1]) });
        const csv = ['seconds,available', ...probes.map((available, index) => `${index * 30},${available}`)].join('\n');
        assert.equal(traceOf(csv), traceOf(rle));
      }),
    ),
  'refuses values other than 0 and 1': () => {
    refuses('{"gapSeconds": 60,\n "rle": [[1, 5], [2, 2]]}', 2, /must be one of 0, 1 \(saw 2\)/);
    refuses('seconds,available\n0,1\n60,yes\n', 3, /must be 0 or 1 \(saw 'yes'\)/);
  },
  'refuses times that do not rise': () =>
    refuses('seconds,available\n0,1\n60,0\n60,1\n', 4, /later than the row before \(saw '60', previous 60\)/),
  'refuses what has no columns or rows to speak of': () => {
    refuses('', 1, /saw an empty file/);
    refuses('at,up\n0,1\n', 1, /must have the columns seconds and available \(saw at, up\)/);
    refuses('seconds,available\n0,1\n', 1, /two rows or more/);
    refuses('{"gapSeconds": 60, "rle": []}', 1, />= 1 items/);
    refuses('{"gapSeconds": 60', 1, /is not valid YAML/);
  },
  'keeps the length and the availability of public traces': () => {
    type Entry = { readonly gap_seconds: number; readonly rle: readonly (readonly [number, number])[] };
    const entries: readonly Entry[] = existsSync(TRACES)
      ? JSON.parse(readFileSync(TRACES, 'utf8'))
      : [
          {
            gap_seconds: 195,
            rle: [
              [0, 246],
              [1, 3],
              [0, 6],
              [1, 7],
            ],
          },
        ];
    const zeroOne = entries.filter(entry => entry.rle.every(([value]) => value <= 1));
    assert.ok(zeroOne.length > 0);
    for (const { gap_seconds: gapSeconds, rle } of zeroOne) {
      const trace = traceOf(JSON.stringify({ gapSeconds, rle }));
      const probeCount = rle.reduce((sum, [, count]) => sum + count, 0);
      const upCount = rle.reduce((sum, [value, count]) => sum + value * count, 0);
      near(trace.endSeconds, probeCount * gapSeconds, 1e-6);
      near(availableSeconds(trace), upCount * gapSeconds, 1e-6);
    }
  },
});
