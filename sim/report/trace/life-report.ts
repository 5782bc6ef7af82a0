import { SCHEMA_VERSION } from '../../gate/parse-baseline.ts';
import { type Block, left, right } from '../block.ts';
import { formatSeconds } from '../format-quantity.ts';
import { formatClock } from './format-clock.ts';
import type { LifeLine } from './life-lines.ts';

/** Whose life it is. */
export type Life = {
  readonly of: 'job' | 'instance';
  readonly number: number;
  /** Of those that the run had. */
  readonly count: number;
  readonly lines: readonly LifeLine[];
};

export type TraceAbout = {
  readonly toolVersion: string;
  readonly stack: string;
  readonly scenario: string;
  readonly seed: number;
  readonly replication: number;
};

export function lifeBlocks({ of, number, count, lines }: Life, about: TraceAbout): readonly Block[] {
  const first = lines[0]?.atSeconds ?? 0;
  const last = lines.reduce(
    (latest, { atSeconds, tookSeconds }) => Math.max(latest, atSeconds + (tookSeconds ?? 0)),
    0,
  );
  return [
    { kind: 'answer', lines: [`${of} ${number} of ${count}: ${formatSeconds(last - first)} from first to last`] },
    {
      kind: 'table',
      columns: [right('at'), right('took'), left('what')],
      rows: lines.map(({ atSeconds, tookSeconds, what }) => [
        formatClock(atSeconds),
        tookSeconds === null ? '' : formatSeconds(tookSeconds),
        what,
      ]),
    },
    { kind: 'aside', lines: [aboutLine(about)] },
  ];
}

export function lifeJson({ of, number, count, lines }: Life, about: TraceAbout): object {
  return {
    ...aboutJson(about),
    of,
    number,
    count,
    life: lines.map(({ atSeconds, tookSeconds, what }) => ({ at_seconds: atSeconds, took_seconds: tookSeconds, what })),
  };
}

export const aboutLine = ({ stack, scenario, seed, replication }: TraceAbout): string =>
  `replication ${replication} of scenario ${scenario} on stack ${stack}, seed ${seed}`;

export const aboutJson = ({ toolVersion, stack, scenario, seed, replication }: TraceAbout) => ({
  schema_version: SCHEMA_VERSION,
  tool_version: toolVersion,
  stack,
  scenario,
  seed,
  replication,
});
