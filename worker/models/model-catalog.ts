/**
 * The models the worker runs, as data (models.json): where each file is from, under which licence, and what its graph takes and
 * gives. Invariant: no checksum stands here. They are in models.lock.json, which the first fetch writes from the bytes it saw.
 *
 * RigNet is not among them: its code is GPL-3.0 and its weights, trained on ripped models, have no clear licence
 * (zhan-xu/RigNet, read 2026-11-22 [H]).
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { HubError } from '../../hub/errors.ts';

/** Names as the boot scripts take them: no blanks, no quotes, no way up (infra/boot/scripts/stage-weights.sh). */
const pathSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/, 'must be a plain path');
export const isPlainPath = (path: string): boolean => pathSchema.safeParse(path).success;
/** A number, or the name of a dimension that may vary. */
const dimensionSchema = z.union([z.int().positive(), z.string().min(1)]);
const tensorSchema = z.strictObject({
  name: z.string().min(1),
  /** Several where exporters differ; the host takes what the graph says. */
  types: z.array(z.enum(['float32', 'float16', 'int32', 'int64', 'bool'])).min(1),
  /** Not said where exporters differ. */
  dims: z.array(dimensionSchema).optional(),
});
export type ModelTensor = z.infer<typeof tensorSchema>;

const contractSchema = z.strictObject({
  inputs: z.array(tensorSchema).min(1),
  /** Those that are read by name. */
  outputs: z.array(tensorSchema),
});
export type ModelContract = z.infer<typeof contractSchema>;

const fileSchema = z.strictObject({
  /** Below the group's folder, which is called like the group. */
  path: pathSchema,
  url: z.url({ protocol: /^https?$/ }),
  /** Of a graph; none for weights beside it, vocabularies and settings. */
  contract: contractSchema.optional(),
});

const groupSchema = z.strictObject({
  /** What it is, and what to know before it is used. */
  about: z.string().min(1),
  licence: z.strictObject({
    name: z.string().min(1),
    url: z.url(),
    isCommercialUse: z.enum(['yes', 'with limits', 'no']),
  }),
  /** Where the above was read and when, with confidence [H], [M] or [L]. */
  source: z.string().regex(/\[[HML]\]/, 'must end in [H], [M] or [L]'),
  files: z.array(fileSchema).min(1),
});
export type ModelGroup = z.infer<typeof groupSchema>;
export type ModelFile = z.infer<typeof fileSchema>;

export const modelCatalogSchema = z
  .strictObject({ version: z.literal(1), groups: z.record(pathSchema, groupSchema) })
  .superRefine(({ groups }, context) => {
    for (const [name, { files }] of Object.entries(groups)) {
      const paths = files.map(({ path }) => path);
      const twice = paths.find((path, index) => paths.indexOf(path) !== index);
      if (twice !== undefined)
        context.addIssue({ code: 'custom', path: ['groups', name], message: `has ${twice} twice` });
    }
  });
export type ModelCatalog = Readonly<z.infer<typeof modelCatalogSchema>>;

/**
 * What a group's folder has whoever made it: all but weights beside a graph, which an export of fewer bits puts into the graph
 * when they have room there (less than 2 GB).
 */
export const neededFiles = ({ files }: ModelGroup): readonly ModelFile[] => {
  const beside = new Set(files.flatMap(({ path, contract }) => (contract === undefined ? [] : [`${path}_data`])));
  return files.filter(({ path }) => !beside.has(path));
};

/** Where the file stands below the folder of all weights. */
export const placeOf = (group: string, { path }: Pick<ModelFile, 'path'>): string => `${group}/${path}`;

export const CATALOG_FILE = new URL('./models.json', import.meta.url);

/** @throws HubError that names every mistake in the file */
export function readModelCatalog(file: URL | string = CATALOG_FILE): ModelCatalog {
  const parsed = modelCatalogSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')} ${message}`);
  throw new HubError('MODEL_FILE', `models.json: ${faults.join('; ')}`, { hint: 'mend worker/models/models.json' });
}

/** @throws HubError for a group that the catalog does not have; without names: all groups */
export function groupsOf(catalog: ModelCatalog, names: readonly string[]): readonly (readonly [string, ModelGroup])[] {
  const known = Object.keys(catalog.groups);
  const unknown = names.find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new HubError('USAGE', `no models are called ${unknown}`, { hint: `use one of: ${known.join(', ')}` });
  }
  return Object.entries(catalog.groups).filter(([name]) => names.length === 0 || names.includes(name));
}
