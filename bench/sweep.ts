/**
 * What a sweep adds to playing: replications per second of forty points, each kept on the disk when it is done, against as
 * many replications of one plan. The setting that is varied changes nothing, so that both do the same work.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOutputs } from '../cli/output-files.ts';
import { openSweepLog } from '../cli/sweep-log.ts';
import { parseStackConfig } from '../hub/plan/parse-stack-config.ts';
import { defaultScenario } from '../sim/scenario/default-scenario.ts';
import { playMany } from '../sim/study/play-many.ts';
import { type Crew, withCrew } from '../sim/study/replicate-crew.ts';
import type { SweepBase } from '../sim/sweep/change-input.ts';
import { cartesianDesign } from '../sim/sweep/design.ts';
import { playPoints } from '../sim/sweep/play-points.ts';
import { type Benchmark, median } from './benchmark.ts';

const REPLICATIONS = 10;
const USERS = 10_000;
/** The runs of the machine alternate between both; the middle one of each counts. */
const TURN_COUNT = 5;

function prodBase(): SweepBase {
  const file = 'Pulumi.prod.yaml';
  const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const parsed = parseStackConfig({ text, file, stack: 'prod' });
  if (parsed.kind !== 'plan') throw new Error(`${file} has problems`);
  const scenario = {
    ...defaultScenario(USERS),
    replications: { min: REPLICATIONS, max: REPLICATIONS, precisionRatio: 1 },
  };
  const arrivals = [{ kind: 'flashCrowd', job: 'character', users: USERS, windowSeconds: 60 }] as const;
  return { input: { plan: parsed.plan, scenario, arrivals, seed: 1 }, sources: parsed.sources };
}

/** @returns replications per second */
async function sweepOnce(base: SweepBase, pointCount: number, crew: Crew): Promise<number> {
  const values = Array.from({ length: pointCount }, (_, index) => 2300 + index);
  const design = cartesianDesign([{ path: 'budget.monthlyUsdMax', span: { kind: 'values', values } }]);
  if (design.kind === 'problem') throw new Error(design.message);
  const folder = mkdtempSync(join(tmpdir(), 'bench-sweep-'));
  try {
    const [output] = readOutputs(['jsonl=points.jsonl'], ['jsonl'], folder);
    const indices = values.map((_, index) => index);
    const metrics = [{ name: 'cost_usd_per_character', unit: 'USD' as const }];
    const about = {
      toolVersion: '',
      inputsSha256: '',
      stack: 'prod',
      region: '',
      scenario: '',
      seed: 1,
      replications: REPLICATIONS,
    };
    const log = openSweepLog(output!, { ...about, paths: design.paths, metrics, pointCount }, indices);
    const subjects = [{ statistic: 'mean', metric: 'cost_usd_per_character', labels: {} } as const];
    const start = performance.now();
    await playPoints({ base, design, indices, subjects }, { crew }, log.append);
    log.close();
    return (pointCount * REPLICATIONS * 1000) / (performance.now() - start);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns replications per second */
async function playOnce({ input }: SweepBase, runCount: number, crew: Crew): Promise<number> {
  const start = performance.now();
  await playMany(
    [input],
    Array.from({ length: runCount }, (_, replication) => ({ input: 0, replication })),
    { crew },
  );
  return (runCount * 1000) / (performance.now() - start);
}

export const sweep: Benchmark = {
  name: 'sweep',
  async run({ isQuick }) {
    const pointCount = isQuick ? 4 : 40;
    const base = prodBase();
    const swept: number[] = [];
    const played: number[] = [];
    await withCrew(availableParallelism() - 1, async crew => {
      for (let turn = 0; turn < TURN_COUNT; turn += 1) {
        played.push(await playOnce(base, pointCount * REPLICATIONS, crew));
        swept.push(await sweepOnce(base, pointCount, crew));
      }
    });
    return [
      { benchmark: 'sweep', metric: 'speed', value: median(swept), unit: 'replications/s' },
      { benchmark: 'sweep', metric: 'speed over raw', value: median(swept) / median(played), unit: 'ratio' },
    ];
  },
};
