/**
 * Recorded availability of V100 and K80 Spot instances (skypilot-org/spot-traces, NSDI'24), played by the whole market. The
 * records stand beside the checkout on some machines only; elsewhere one is made up.
 */
import { existsSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { finishRecord } from '../../sim/model/finish-record.ts';
import { runUntil, tinyWorld } from '../../sim/model/test-world.ts';
import { parseSpotTrace, type SpotTrace } from '../../sim/scenario/parse-spot-trace.ts';
import { check, near } from '../kit/check.ts';

const TRACES = new URL('../../../shared/traces/spot-availability-rle.json', import.meta.url);

type Entry = {
  readonly file: string;
  readonly gap_seconds: number;
  readonly rle: readonly (readonly [number, number])[];
};

const MADE_UP: Entry = {
  file: 'made up',
  gap_seconds: 300,
  rle: Array.from({ length: 40 }, (_, index) => [index % 2, 1 + ((index * 7) % 5)] as const),
};

const entries: readonly Entry[] = existsSync(TRACES) ? JSON.parse(readFileSync(TRACES, 'utf8')) : [MADE_UP];

/** Of traces that count nodes: one can be had as long as any is up. */
function traceOf({ gap_seconds: gapSeconds, rle }: Entry): SpotTrace {
  const runs = rle.map(([value, count]) => [value > 0 ? 1 : 0, count]);
  const parsed = parseSpotTrace(JSON.stringify({ gapSeconds, rle: runs }), 'trace.json');
  if (parsed.kind === 'problems') throw new Error(parsed.problems[0]!.message);
  return parsed.trace;
}

function upRatioOf({ startSeconds, isAvailable, endSeconds }: SpotTrace): number {
  let up = 0;
  for (const [index, start] of startSeconds.entries())
    up += isAvailable[index]! * ((startSeconds[index + 1] ?? endSeconds) - start);
  return up / endSeconds;
}

/** One Spot instance is always wanted; plays the record once from a place of its own to that place again. */
function play(spotTrace: SpotTrace): {
  readonly upRatio: number;
  readonly isKept: boolean;
  readonly usedRatio: number;
} {
  const seconds = spotTrace.endSeconds;
  const world = tinyWorld({
    burst: { minCount: 1, maxCount: 1, capacityRebalance: false },
    spotTrace,
    horizonSeconds: seconds,
    arrivals: [{ kind: 'poisson', job: 'character', ratePerHour: 6, untilSeconds: seconds }],
  });
  const [pool] = world.pools;
  let upSeconds = 0;
  let [since, wasUp, isKept] = [0, pool!.regime === 'calm', true];
  runUntil(world, seconds, ({ calendar }) => {
    upSeconds += wasUp ? calendar.nowSeconds - since : 0;
    since = calendar.nowSeconds;
    wasUp = pool!.regime === 'calm';
    isKept &&= pool!.usedCount <= 1;
  });
  upSeconds += wasUp ? seconds - since : 0;
  const { jobs, sessions } = finishRecord(world);
  const used = sessions.reduce((sum, session) => sum + session.endSeconds - session.startSeconds, 0);
  isKept &&= jobs.count > 0 && jobs.outcome.length === jobs.count;
  return { upRatio: upSeconds / seconds, isKept, usedRatio: used / seconds };
}

const rows: Record<string, () => void> = {};
for (const entry of entries) {
  rows[`${entry.file} is up as long as it was`] = () => {
    const trace = traceOf(entry);
    const { upRatio, isKept, usedRatio } = play(trace);
    // Each change may come a microsecond late.
    near(upRatio, upRatioOf(trace), 1e-6 + (2e-6 * trace.startSeconds.length) / trace.endSeconds);
    assert.ok(isKept);
    // An instance is up while it can be had, and for the two minutes of each notice.
    const noticeRatio = (150 * trace.startSeconds.length) / trace.endSeconds;
    assert.ok(usedRatio <= upRatio + noticeRatio + 1e-9, `used ${usedRatio}, up ${upRatio}`);
  };
}

check('the market replays recorded availability', rows);
