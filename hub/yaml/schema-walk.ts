/**
 * Finding one's way in a zod schema by the path of a value: which schema governs a part, which keys it knows, which
 * branch of a union a value means. Used to suggest keys and to name the source of a default.
 */
import { z } from 'zod';
import type { Path } from './located.ts';

/** The schema under defaults, optionals and the like. */
function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) {
    return unwrapped(schema.unwrap() as z.ZodType);
  }
  return schema;
}

/** The branches of a union, unions inside it opened too; any other schema is its own only branch. */
function branchesOf(schema: z.ZodType): readonly z.ZodType[] {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodUnion ? inner.options.flatMap(option => branchesOf(option as z.ZodType)) : [inner];
}

/** The branch a value means: the one that accepts it, else the one whose `kind` it names, else the one sharing most keys. */
export function branchFor(schema: z.ZodType, value: unknown): z.ZodType {
  const branches = branchesOf(schema);
  const accepting = branches.length === 1 ? branches[0] : branches.find(branch => branch.safeParse(value).success);
  return accepting ?? branches.toSorted((a, b) => likeness(b, value) - likeness(a, value))[0]!;
}

/** Keys in common, where an agreeing `kind` settles the matter. */
function likeness(branch: z.ZodType, value: unknown): number {
  if (!(branch instanceof z.ZodObject) || typeof value !== 'object' || value === null) return -1;
  const shape = branch.shape as Readonly<Record<string, z.ZodType>>;
  const kind = shape.kind;
  const isOfKind = 'kind' in value && kind !== undefined && kind.safeParse(value.kind).success;
  // Without a kind, a branch that wants none is the nearer one.
  const lacksKind = !('kind' in value) && kind === undefined;
  return Object.keys(value).filter(key => key in shape).length + (isOfKind ? 1000 : 0) + (lacksKind ? 0.5 : 0);
}

/**
 * The schema of the part at `path` of `value`, defaults not removed; undefined where the schema knows no such part.
 *
 * @example schemaAt(hubPlanSchema, ['queues', 'generation', 'longPollSeconds'], plan)
 */
export function schemaAt(schema: z.ZodType, path: Path, value: unknown): z.ZodType | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const child = childSchema(schema, String(key), value);
  const part =
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[String(key)] : undefined;
  return child === undefined ? undefined : schemaAt(child, rest, part);
}

/** The schema of one part of `value`. */
export function childSchema(schema: z.ZodType, key: string, value: unknown): z.ZodType | undefined {
  const branch = branchFor(schema, value);
  if (branch instanceof z.ZodObject) {
    const child = (branch.shape[key] ?? branch.def.catchall) as z.ZodType | undefined;
    return child instanceof z.ZodNever ? undefined : child;
  }
  if (branch instanceof z.ZodRecord) return branch.valueType as z.ZodType;
  if (branch instanceof z.ZodArray) return branch.element as z.ZodType;
  if (branch instanceof z.ZodTuple) return branch.def.items[Number(key)] as z.ZodType | undefined;
  return undefined;
}

/** The keys a mapping may have; empty where any key, or none, is allowed. */
export function knownKeys(schema: z.ZodType, path: Path, value: unknown, partValue: unknown): readonly string[] {
  const part = schemaAt(schema, path, value);
  const branch = part === undefined ? undefined : branchFor(part, partValue);
  return branch instanceof z.ZodObject ? Object.keys(branch.shape) : [];
}
