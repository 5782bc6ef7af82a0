/** A rig as two files: rig.json is its skeleton, skin.bin its skin, which is most of it and would be ten times as large as text. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LocalFile } from '../../assets/asset-store.ts';
import { type Skeleton, skeletonProblems } from '../../rig/skeleton.ts';
import { INFLUENCE_COUNT, type Skin } from '../../rig/skin.ts';

export const RIG_FILE = 'rig.json';
export const SKIN_FILE = 'skin.bin';

const pointSchema = z.tuple([z.number(), z.number(), z.number()]);
const rigSchema = z.strictObject({
  version: z.literal(1),
  backend: z.string(),
  /** Positions in metres, y up. The parent is a place in this list, null of the root. */
  joints: z.array(
    z.strictObject({
      name: z.string().min(1),
      parent: z.int().nonnegative().nullable(),
      position: pointSchema,
      tip: pointSchema.optional(),
    }),
  ),
  vertexCount: z.int().nonnegative(),
});

export type StoredRig = { readonly backend: string; readonly skeleton: Skeleton; readonly skin: Skin };

/**
 * Four weights of each vertex as 32-bit floats, then four joints of each as 16-bit whole numbers, both little-endian, in the
 * order of the mesh's vertices.
 *
 * @param folder in which the files are written
 */
export async function writeRig(folder: string, { backend, skeleton, skin }: StoredRig): Promise<readonly LocalFile[]> {
  const joints = skeleton.map(({ name, parent, position, tip }) => ({
    name,
    parent: parent ?? null,
    position: [...position],
    ...(tip === undefined ? {} : { tip: [...tip] }),
  }));
  const document = { version: 1, backend, joints, vertexCount: skin.weights.length / INFLUENCE_COUNT };
  const bytes = Buffer.concat([
    new Uint8Array(skin.weights.buffer, skin.weights.byteOffset, skin.weights.byteLength),
    new Uint8Array(skin.joints.buffer, skin.joints.byteOffset, skin.joints.byteLength),
  ]);
  const [rigPath, skinPath] = [join(folder, RIG_FILE), join(folder, SKIN_FILE)];
  await writeFile(rigPath, `${JSON.stringify(document, null, 1)}\n`);
  await writeFile(skinPath, bytes);
  return [
    { name: RIG_FILE, path: rigPath, mediaType: 'application/json' },
    { name: SKIN_FILE, path: skinPath, mediaType: 'application/octet-stream' },
  ];
}

/** @throws Error when they are not a rig, or not of one rig */
export async function readRig(files: readonly LocalFile[]): Promise<StoredRig> {
  const { backend, joints, vertexCount } = rigSchema.parse(JSON.parse(await readFile(pathOf(files, RIG_FILE), 'utf8')));
  const skeleton = joints.map(({ parent, ...joint }) => ({ ...joint, parent: parent ?? undefined }));
  const problems = skeletonProblems(skeleton);
  const bytes = await readFile(pathOf(files, SKIN_FILE));
  const count = INFLUENCE_COUNT * vertexCount;
  if (bytes.byteLength !== 6 * count)
    problems.push(`its skin is ${bytes.byteLength} bytes, for ${vertexCount} vertices ${6 * count}`);
  if (problems.length > 0) throw new Error(`${RIG_FILE} is no rig: ${problems.join('; ')}`);
  // Copied, since a file's bytes may begin anywhere in memory.
  const own = Uint8Array.from(bytes).buffer;
  const skin = { weights: new Float32Array(own, 0, count), joints: new Uint16Array(own, 4 * count, count) };
  if (skin.joints.some(joint => joint >= skeleton.length))
    throw new Error(`${SKIN_FILE} has joints that ${RIG_FILE} has not`);
  return { backend, skeleton, skin };
}

function pathOf(files: readonly LocalFile[], name: string): string {
  const file = files.find(candidate => candidate.name === name);
  if (file === undefined) throw new Error(`the rig has no file ${name}`);
  return file.path;
}
