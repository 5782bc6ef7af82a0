/** The whole plan, value by value, each with where it comes from: what `asset-sim config` prints. */
import type { z } from 'zod';
import { POLICY_PRESETS } from '../scaling/presets.ts';
import { type Located, type Path, type Place, partAt, printPath } from '../yaml/located.ts';
import { childSchema } from '../yaml/schema-walk.ts';
import { hubPlanSchema } from './hub-plan.ts';
import type { PlanSources } from './parse-stack-config.ts';
import { sourceOf } from './sourced.ts';

export type EffectiveValue = {
  /** `fleets.generation.burst.maxCount` */
  readonly path: string;
  /** A scalar, or a list of them. */
  readonly value: unknown;
  /** `Pulumi.prod.yaml:31:19`, or the source of the default. */
  readonly source: string;
};

/** What is known about a part on the way down. */
type Origin = {
  readonly schema: z.ZodType | undefined;
  /** Undefined where a default stands in. */
  readonly written: Located | undefined;
  readonly source: string;
};

/** A default whose source nobody gave: those of a scaling policy's own fields. */
const UNSOURCED = 'default';

/**
 * Every leaf, in the order of the schema; presets of policies are spelled out.
 *
 * @example effectiveValues(sources).find(({ path }) => path === 'queues.rigging.longPollSeconds')
 *   // { path: 'queues.rigging.longPollSeconds', value: 20, source: 'AWS SQS developer guide, 2023-05-05 [H]' }
 */
export function effectiveValues({ sections, input }: PlanSources): readonly EffectiveValue[] {
  return valuesOf(input, [], { schema: hubPlanSchema, written: sections, source: UNSOURCED });
}

function valuesOf(value: unknown, path: Path, origin: Origin): readonly EffectiveValue[] {
  const source = origin.written === undefined ? origin.source : printPlace(origin.written.place);
  if (isLeaf(value)) return [{ path: printPath(path), value, source }];
  if (isPresetEntry(value, path)) {
    const preset = POLICY_PRESETS[value.preset]!;
    return valuesOf(preset.policy, path, {
      schema: undefined,
      written: undefined,
      source: `${source}, preset ${value.preset}`,
    });
  }
  return Object.entries(value).flatMap(([key, part]) =>
    valuesOf(part, [...path, Array.isArray(value) ? Number(key) : key], originOf(key, value, origin)),
  );
}

function originOf(key: string, parent: object, { schema, written, source }: Origin): Origin {
  const child = schema && childSchema(schema, key, parent);
  const ownSource = child && sourceOf(child);
  // Within a default as a whole, its source holds for every part; a written mapping says nothing about what it left out.
  return {
    schema: child,
    written: partAt(written, [key]),
    source: ownSource ?? (written === undefined ? source : UNSOURCED),
  };
}

function isLeaf(value: unknown): value is string | number | boolean | null | undefined | readonly unknown[] {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isLeaf);
  return Object.keys(value).length === 0;
}

function isPresetEntry(value: object, path: Path): value is { readonly preset: string } {
  return path.at(-2) === 'policies' && 'preset' in value;
}

const printPlace = ({ file, line, column }: Place) => `${file}:${line}:${column}`;
