import { existsSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { parseArrivalTrace, type TraceFormat } from './parse-trace.ts';

const SECONDS: TraceFormat = { timeUnit: 'seconds' };
/** Public traces stand beside the checkout on some machines only; their rows are not ours to ship. */
const TRACES = new URL('../../../shared/traces/', import.meta.url);

function timesOf(text: string, format: TraceFormat = SECONDS): number[] {
  const parsed = parseArrivalTrace(text, 't.csv', format);
  if (parsed.kind === 'problems') throw new Error(parsed.problems[0]!.message);
  return [...parsed.times];
}

function refuses(text: string, line: number, expected: RegExp, format: TraceFormat = SECONDS): void {
  const parsed = parseArrivalTrace(text, 't.csv', format);
  assert.is(parsed.kind, 'problems');
  if (parsed.kind !== 'problems') return;
  assert.is(parsed.problems[0]!.line, line);
  assert.match(parsed.problems[0]!.message, expected);
  assert.ok(parsed.problems[0]!.hint, 'has a hint');
}

/** The public trace of that name, or one made up where it is not at hand. */
function traceText(name: string, column: string): string {
  const file = new URL(name, TRACES);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  return [column, ...Array.from({ length: 2000 }, (_, index) => String(index * 1.5))].join('\n');
}

check('parseArrivalTrace', {
  'counts from the first row': () => assert.equal(timesOf('at\n5\n7.5\n7.5\n'), [0, 2.5, 2.5]),
  'reads the column it is told to': () =>
    assert.equal(timesOf('user,at\nx,10\ny,12\n', { ...SECONDS, column: 'at' }), [0, 2]),
  'reads milliseconds since an epoch': () =>
    assert.equal(timesOf('at\n1700000000000\n1700000001500\n', { timeUnit: 'milliseconds' }), [0, 1.5]),
  'names the columns there are when one is missing': () =>
    refuses('at,user\n1,x\n', 1, /must have a column 'when' \(saw 'at', 'user'\)/, { ...SECONDS, column: 'when' }),
  'names the first line that is no number': () => {
    refuses('at\n1\n2026-01-01\nx\n', 3, /must be a number of time \(saw '2026-01-01'\)/);
    refuses('at,b\n1,2\n,2\n', 3, /saw ''/);
    refuses('a,at\n1\n', 2, /saw ''/, { ...SECONDS, column: 'at' });
  },
  'names the first line that goes back, and both times': () =>
    refuses('at\n1\n\n5\n4\n3\n', 5, /must not be earlier than the row before \(saw 4, previous 5\)/),
  'refuses a file without column names': () =>
    refuses('1\n2\n', 1, /must start with a line of column names \(saw '1'\)/),
  'refuses a file without rows': () => {
    refuses('', 1, /an empty file/);
    refuses('at\n', 1, /must have 1 to 30000000 rows .* \(saw 0\)/);
  },
  'reads a whole public trace, rising from 0': () => {
    for (const name of ['azure-llm-conv.csv', 'alibaba-sd-requests-15d.csv']) {
      const text = traceText(name, 'arrival_s');
      const times = timesOf(text, { ...SECONDS, column: 'arrival_s' });
      assert.is(times.length, text.trimEnd().split('\n').length - 1);
      near(times[0]!, 0, 0);
      assert.ok(times.every((seconds, index) => seconds >= (times[index - 1] ?? 0)));
    }
  },
});
