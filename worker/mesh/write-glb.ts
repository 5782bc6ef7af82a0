/** Binary glTF 2.0 with one mesh of one primitive. */
import { type Accessor, Document, NodeIO, type TypedArray } from '@gltf-transform/core';
import type { Mesh } from './mesh.ts';
import { vertexNormals } from './vertex-normals.ts';

export type GlbParts = {
  /** Absent: made of the mesh. Give them where vertices are doubled along seams. */
  readonly normals?: Float32Array;
  /** u v per vertex, 0..1, from the image's upper left corner. */
  readonly uvs?: Float32Array;
  /** PNG. */
  readonly baseColor?: Uint8Array;
};

const GENERATOR = 'asset-hub';

/** Without a texture it is light grey. Colours are matt: nothing here knows what shines. */
export async function writeGlb(mesh: Mesh, { normals, uvs, baseColor }: GlbParts = {}): Promise<Uint8Array> {
  const document = new Document();
  document.getRoot().getAsset().generator = GENERATOR;
  const buffer = document.createBuffer();
  const accessor = (type: 'SCALAR' | 'VEC2' | 'VEC3', array: Float32Array | Uint32Array): Accessor =>
    document
      .createAccessor()
      .setType(type)
      .setArray(array as TypedArray)
      .setBuffer(buffer);
  const material = document.createMaterial('character').setMetallicFactor(0).setRoughnessFactor(1);
  if (baseColor === undefined) material.setBaseColorFactor([...LIGHT_GREY]);
  else material.setBaseColorTexture(document.createTexture('base color').setMimeType('image/png').setImage(baseColor));
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', mesh.positions))
    .setAttribute('NORMAL', accessor('VEC3', normals ?? vertexNormals(mesh)))
    .setIndices(accessor('SCALAR', mesh.indices))
    .setMaterial(material);
  if (uvs !== undefined) primitive.setAttribute('TEXCOORD_0', accessor('VEC2', uvs));
  const node = document.createNode('character').setMesh(document.createMesh('character').addPrimitive(primitive));
  const scene = document.createScene().addChild(node);
  document.getRoot().setDefaultScene(scene);
  return new NodeIO().writeBinary(document);
}

/** Linear, with alpha. */
const LIGHT_GREY = [0.6, 0.6, 0.6, 1] as const;
