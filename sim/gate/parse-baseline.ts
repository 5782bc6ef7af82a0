/**
 * A result that was kept as JSON, to be compared with. It protects one invariant: only what was played with the same crowd
 * and the same random numbers is compared.
 */
import * as z from 'zod';
import { HubError } from '../../hub/errors.ts';
import type { Count } from '../../hub/units.ts';
import type { ReplicationValues } from '../study/replication-values.ts';
import type { Settings } from './changed-settings.ts';

/** Raised only when a key of the JSON changes its meaning or goes. */
export const SCHEMA_VERSION = 1;

/** What is needed of a study to lay it beside another. */
export type Side = {
  /** As a person names it: a stack, a file, a revision. */
  readonly name: string;
  readonly stack: string;
  readonly toolVersion: string;
  readonly scenarioSha256: string;
  readonly seed: number;
  readonly replications: Count;
  readonly values: ReplicationValues;
  readonly settings: Settings;
};

/** What decides whether two sides can be compared. */
export type SideOutline = Pick<Side, 'name' | 'seed' | 'scenarioSha256'>;

const versionSchema = z.object({ schema_version: z.number() });
const listSchema = z.array(z.number().nullable());
const baselineSchema = z.object({
  tool_version: z.string(),
  stack: z.string(),
  scenario_sha256: z.string(),
  seed: z.number(),
  replications: z.int().min(1),
  values: z.record(
    z.string(),
    z.strictObject({
      mean: listSchema,
      p50: listSchema.optional(),
      p90: listSchema.optional(),
      p95: listSchema.optional(),
      p99: listSchema.optional(),
      max: listSchema.optional(),
    }),
  ),
  settings: z.record(z.string(), z.unknown()),
});

const REMEDY = 'make it anew: asset-sim gate --json > FILE, with the same scenario and seed';

/**
 * @param file as it was named
 * @throws HubError BASELINE_INVALID when the text is no result of this tool, or one of another schema
 */
export function parseBaseline(text: string, file: string): Side {
  const json = readJson(text, file);
  const version = versionSchema.safeParse(json);
  if (!version.success) throw invalid(`baseline ${file} is no result of asset-sim: it has no schema_version`);
  const { schema_version } = version.data;
  if (schema_version !== SCHEMA_VERSION) {
    throw invalid(`baseline ${file} must have schema_version ${SCHEMA_VERSION} (saw ${schema_version})`);
  }
  const read = baselineSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw invalid(`baseline ${file} is no whole result: ${issue!.path.join('.')} ${issue!.message.toLowerCase()}`);
  }
  const { tool_version: toolVersion, scenario_sha256: scenarioSha256, values, ...rest } = read.data;
  return { ...rest, name: file, toolVersion, scenarioSha256, values: values as ReplicationValues };
}

/**
 * @throws HubError BASELINE_INVALID when the two cannot be laid side by side
 */
export function requireComparable(baseline: SideOutline, candidate: SideOutline): void {
  if (baseline.scenarioSha256 !== candidate.scenarioSha256) {
    throw invalid(
      `${baseline.name} was played with another scenario than ${candidate.name}`,
      'give both the same --scenario and --users',
    );
  }
  if (baseline.seed !== candidate.seed) {
    throw invalid(
      `${baseline.name} was played with another seed than ${candidate.name} (saw ${baseline.seed} and ${candidate.seed})`,
      `run with --seed ${baseline.seed}`,
    );
  }
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(`baseline ${file} is not JSON: ${(cause as Error).message}`);
  }
}

const invalid = (message: string, hint: string = REMEDY) => new HubError('BASELINE_INVALID', message, { hint });
