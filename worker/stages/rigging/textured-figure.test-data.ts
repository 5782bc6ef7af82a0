/** What stage texture makes, of a figure of capsules: red above the hips, blue below. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document } from '@gltf-transform/core';
import sharp from 'sharp';
import type { StageResult } from '../../assets/asset-store.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { capsuleMesh, figureCapsules } from '../../rig/capsule-figure.test-data.ts';
import { characterIo } from '../../rig/character-document.ts';
import { TEXTURED_FILE } from '../texture/texture-stage.ts';

export const figureMesh = (cellMetres = 0.025): Mesh => capsuleMesh(figureCapsules(45), cellMetres);

export async function texturedResult(mesh: Mesh = figureMesh()): Promise<StageResult> {
  const { positions, indices } = mesh;
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (type: 'VEC2' | 'VEC3' | 'SCALAR', array: Float32Array | Uint32Array) =>
    document.createAccessor().setType(type).setArray(array.slice()).setBuffer(buffer);
  const image = await sharp(Uint8Array.of(220, 30, 30, 30, 30, 220), { raw: { width: 1, height: 2, channels: 3 } })
    .png()
    .toBuffer();
  const texture = document.createTexture('baseColor').setImage(image).setMimeType('image/png');
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', positions))
    .setAttribute('NORMAL', accessor('VEC3', normalsOf(mesh)))
    .setAttribute('TEXCOORD_0', accessor('VEC2', halves(positions)))
    .setIndices(accessor('SCALAR', indices))
    .setMaterial(document.createMaterial().setBaseColorTexture(texture).setRoughnessFactor(1).setMetallicFactor(0));
  const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive));
  document.createScene().addChild(node);
  const path = join(mkdtempSync(join(tmpdir(), 'asset-hub-textured-')), TEXTURED_FILE);
  await characterIo().write(path, document);
  return { files: [{ name: TEXTURED_FILE, path, mediaType: 'model/gltf-binary' }], value: null, busySeconds: 1 };
}

/** The upper half of the texture above 0.95 m. */
const halves = (positions: Float32Array): Float32Array =>
  Float32Array.from({ length: (2 * positions.length) / 3 }, (_, i) =>
    i % 2 === 0 ? 0.5 : positions[(3 * (i - 1)) / 2 + 1]! > 0.95 ? 0.25 : 0.75,
  );

function normalsOf({ positions, indices }: Mesh): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map(corner => 3 * indices[i + corner]!) as [number, number, number];
    const edge = (to: number, axis: number) => positions[to + axis]! - positions[a + axis]!;
    for (const axis of [0, 1, 2]) {
      const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
      const part = edge(b, u) * edge(c, v) - edge(b, v) * edge(c, u);
      for (const corner of [a, b, c]) normals[corner + axis]! += part;
    }
  }
  const lengths = Array.from({ length: normals.length / 3 }, (_, i) =>
    Math.hypot(...normals.subarray(3 * i, 3 * i + 3)),
  );
  return normals.map((value, i) => value / (lengths[Math.floor(i / 3)] || 1));
}
