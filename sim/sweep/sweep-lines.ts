/**
 * A sweep as lines of JSON: the first says which sweep it is, each other is a point. A line is written when its point is
 * done, so that whatever ends a sweep early, what was done is kept; the last line may then be cut off, and counts for nothing.
 */
import { z } from 'zod';
import type { Sweep, SweepHeader, SweepPoint } from './sweep-record.ts';

const KIND = 'asset-sim sweep';
const SCHEMA_VERSION = 1;

const headerSchema = z.strictObject({
  kind: z.literal(KIND),
  schema_version: z.literal(SCHEMA_VERSION),
  tool_version: z.string(),
  inputs_sha256: z.string(),
  stack: z.string(),
  region: z.string(),
  scenario: z.string(),
  seed: z.number(),
  replications: z.number().int().min(1),
  paths: z.array(z.string()).min(1),
  metrics: z.array(z.strictObject({ name: z.string(), unit: z.enum(['seconds', 'USD', 'ratio', 'count']) })).min(1),
  points: z.number().int().min(1),
});
const pointSchema = z.strictObject({
  index: z.number().int().min(0),
  values: z.array(z.unknown()),
  estimates: z
    .array(z.strictObject({ mean: z.number().nullable(), ci95: z.tuple([z.number(), z.number()]).nullable() }))
    .nullable(),
  refusal: z.string().nullable(),
});

export function headerLine(header: SweepHeader): string {
  const { toolVersion, inputsSha256, stack, region, scenario, seed, replications, paths, metrics, pointCount } = header;
  return line({
    kind: KIND,
    schema_version: SCHEMA_VERSION,
    tool_version: toolVersion,
    inputs_sha256: inputsSha256,
    stack,
    region,
    scenario,
    seed,
    replications,
    paths,
    metrics,
    points: pointCount,
  });
}

export const pointLine = ({ index, values, estimates, refusal }: SweepPoint) =>
  line({ index, values, estimates, refusal });

const line = (value: object) => `${JSON.stringify(value)}\n`;

export type ReadLines =
  /** @property keptLength characters up to the end of the last whole line */
  | { readonly kind: 'sweep'; readonly sweep: Sweep; readonly keptLength: number }
  | { readonly kind: 'problem'; readonly line: number; readonly message: string };

/**
 * Reads what a sweep left, points in the order in which they were done.
 *
 * @returns a problem for what is no sweep's file; a last line without its newline is passed over
 * @example readSweepLines(headerLine(header) + pointLine(point) + '{"index":7,"val')   // one point
 */
export function readSweepLines(text: string): ReadLines {
  const keptLength = text.lastIndexOf('\n') + 1;
  const [first, ...rest] = text.slice(0, keptLength).split('\n').slice(0, -1);
  if (first === undefined) return { kind: 'problem', line: 1, message: 'is empty, and no file of a sweep' };
  const header = headerSchema.safeParse(parsedJson(first));
  if (!header.success) return { kind: 'problem', line: 1, message: 'is no file of a sweep, or one of another version' };
  const {
    tool_version,
    inputs_sha256,
    points: pointCount,
    kind: _kind,
    schema_version: _version,
    ...same
  } = header.data;
  const points: SweepPoint[] = [];
  const seen = new Set<number>();
  for (const [offset, each] of rest.entries()) {
    const point = pointSchema.safeParse(parsedJson(each));
    const lengths = [
      point.data?.values.length === same.paths.length,
      (point.data?.estimates?.length ?? same.metrics.length) === same.metrics.length,
    ];
    if (!point.success || point.data.index >= pointCount || lengths.includes(false)) {
      return { kind: 'problem', line: offset + 2, message: 'is no point of this sweep' };
    }
    if (seen.has(point.data.index))
      return { kind: 'problem', line: offset + 2, message: `has point ${point.data.index} a second time` };
    seen.add(point.data.index);
    points.push(point.data);
  }
  return {
    kind: 'sweep',
    sweep: { header: { toolVersion: tool_version, inputsSha256: inputs_sha256, pointCount, ...same }, points },
    keptLength,
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
