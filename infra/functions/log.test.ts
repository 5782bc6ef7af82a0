import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { captureLines } from '../../test/moto/capture-lines.ts';
import { type Log, log } from './log.ts';

async function linesOf(...args: Parameters<Log>): Promise<readonly string[]> {
  return (await captureLines(async () => log(...args))).lines;
}

check('log', {
  'is one line of JSON with time and level, as Lambda wants to filter by': async () => {
    const lines = await linesOf('WARN', 'manifest stored', { jobId: 'x', note: 'two\nlines' });
    assert.is(lines.length, 1);
    const { timestamp, ...rest } = JSON.parse(lines[0] ?? '');
    assert.is(new Date(timestamp).toISOString(), timestamp);
    const expected = { level: 'WARN', message: 'manifest stored', jobId: 'x', note: 'two\nlines' };
    assert.equal(rest, { ...expected, service: 'asset-hub', sampling_rate: 0 });
  },
  'tells an error with its trace': async () => {
    const [line = ''] = await linesOf('ERROR', 'x', { error: new TypeError('bad') });
    const { error } = JSON.parse(line);
    assert.is(error.name, 'TypeError');
    assert.is(error.message, 'bad');
    assert.match(error.stack, /log\.test\.ts/);
  },
  'writes every level': async () => {
    for (const level of ['INFO', 'WARN', 'ERROR'] as const) {
      assert.is(JSON.parse((await linesOf(level, 'x'))[0] ?? '{}').level, level);
    }
  },
});
