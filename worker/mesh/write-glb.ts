/** Binary glTF 2.0 with one mesh of one primitive. */
import { type Accessor, Document, NodeIO, type TypedArray } from '@gltf-transform/core';
import type { Mesh } from './mesh.ts';
import { vertexNormals } from './vertex-normals.ts';

export type GlbParts = {
  /** Absent: made of the mesh. Give them where vertices are doubled along seams. */
  readonly normals?: Float32Array;
  /** u v per vertex, 0..1, from the image's upper left corner. */
  readonly uvs?: Float32Array;
  /** r g b per vertex; linear, 0..1. */
  readonly vertexColors?: Float32Array;
  /** PNG. */
  readonly baseColor?: Uint8Array;
};

const GENERATOR = 'asset-hub';

/** Without colours it is light grey. They are matt: nothing here knows what shines. */
export async function writeGlb(mesh: Mesh, parts: GlbParts = {}): Promise<Uint8Array> {
  const { normals, uvs, vertexColors, baseColor } = parts;
  const document = new Document();
  document.getRoot().getAsset().generator = GENERATOR;
  const buffer = document.createBuffer();
  const accessor = (
    type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4',
    array: Float32Array | Uint32Array | Uint16Array,
  ): Accessor =>
    document
      .createAccessor()
      .setType(type)
      .setArray(array as TypedArray)
      .setBuffer(buffer);
  const material = document.createMaterial('character').setMetallicFactor(0).setRoughnessFactor(1);
  if (baseColor === undefined) material.setBaseColorFactor(vertexColors === undefined ? [...LIGHT_GREY] : [1, 1, 1, 1]);
  else material.setBaseColorTexture(document.createTexture('base color').setMimeType('image/png').setImage(baseColor));
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', mesh.positions))
    .setAttribute('NORMAL', accessor('VEC3', normals ?? vertexNormals(mesh)))
    .setIndices(accessor('SCALAR', mesh.indices))
    .setMaterial(material);
  if (vertexColors !== undefined) {
    primitive.setAttribute('COLOR_0', accessor('VEC4', colorsOf(vertexColors)).setNormalized(true));
  }
  if (uvs !== undefined) primitive.setAttribute('TEXCOORD_0', accessor('VEC2', uvs));
  const node = document.createNode('character').setMesh(document.createMesh('character').addPrimitive(primitive));
  const scene = document.createScene().addChild(node);
  document.getRoot().setDefaultScene(scene);
  return new NodeIO().writeBinary(document);
}

/** Linear, with alpha. */
const LIGHT_GREY = [0.6, 0.6, 0.6, 1] as const;

/** With alpha, in 16 bits: in 8, dark linear colours would be seen in steps. */
function colorsOf(vertexColors: Float32Array): Uint16Array {
  const colors = new Uint16Array((vertexColors.length / 3) * 4).fill(0xffff);
  vertexColors.forEach((channel, i) => {
    colors[4 * Math.floor(i / 3) + (i % 3)] = Math.round(0xffff * channel);
  });
  return colors;
}
