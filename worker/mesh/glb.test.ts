import { Document, type Material, NodeIO } from '@gltf-transform/core';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import { glbFaults } from '../../test/gltf/validate-glb.ts';
import { check, near } from '../../test/kit/check.ts';
import { signedVolume } from './measures.ts';
import type { Mesh } from './mesh.ts';
import { readGlb } from './read-glb.ts';
import { CUBE } from './shapes.test-data.ts';
import { writeGlb } from './write-glb.ts';

const contentOf = async (bytes: Uint8Array) => {
  const read = await readGlb(bytes);
  if (read.kind !== 'read') throw new Error(read.detail);
  return read;
};
const detailOf = async (bytes: Uint8Array) => {
  const read = await readGlb(bytes);
  return read.kind === 'unreadable' ? read.detail : 'read';
};
const pixel = () =>
  sharp({ create: { width: 1, height: 1, channels: 3, background: '#f00' } })
    .png()
    .toBuffer();

/** A file with the mesh in it, as another program may have made it. */
async function foreign(
  mesh: Mesh,
  change: (document: Document, material: Material) => void = () => {},
): Promise<Uint8Array> {
  const document = new Document();
  const buffer = document.createBuffer();
  const positions = document.createAccessor().setType('VEC3').setArray(mesh.positions.slice()).setBuffer(buffer);
  const indices = document.createAccessor().setType('SCALAR').setArray(mesh.indices.slice()).setBuffer(buffer);
  const material = document.createMaterial();
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', positions)
    .setIndices(indices)
    .setMaterial(material);
  const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive));
  document.createScene().addChild(node);
  change(document, material);
  return new NodeIO().writeBinary(document);
}

check('a GLB', {
  'that is written is read as it was': async () => {
    const { mesh, paints } = await contentOf(await writeGlb(CUBE));
    assert.equal(mesh, CUBE);
    assert.is(paints.length, 1);
  },
  'is valid, with texture and without': async () => {
    const uvs = Float32Array.from({ length: 16 }, (_, i) => (i % 5) / 4);
    for (const bytes of [await writeGlb(CUBE), await writeGlb(CUBE, { uvs, baseColor: await pixel() })]) {
      assert.equal(await glbFaults(bytes), []);
    }
  },
  'keeps its texture for those who come after': async () => {
    const image = await pixel();
    const uvs = Float32Array.from({ length: 16 }, (_, i) => i / 16);
    const { paints } = await contentOf(await writeGlb(CUBE, { uvs, baseColor: image }));
    assert.equal(paints[0]?.texture?.uvs, uvs);
    assert.is(Buffer.compare(paints[0]!.texture!.image, image), 0);
  },
});

check('a foreign GLB', {
  'has each part where its node puts it, right side out when it is mirrored': async () => {
    const bytes = await foreign(CUBE, document => {
      const [node] = document.getRoot().listNodes();
      node!.setScale([-2, 2, 2]).setTranslation([0, 3, 0]);
      document.getRoot().listScenes()[0]!.addChild(document.createNode().setMesh(node!.getMesh()));
    });
    const { mesh, paints } = await contentOf(bytes);
    near(signedVolume(mesh), 8 + 1, 1e-5);
    assert.equal(
      paints.map(({ firstTriangle }) => firstTriangle),
      [0, 12],
    );
    near(Math.max(...mesh.positions), 5, 1e-6);
  },
  'brings its colours': async () => {
    const { paints } = await contentOf(
      await foreign(CUBE, (_, material) => material.setBaseColorFactor([1, 0.5, 0, 1])),
    );
    assert.equal(paints[0]?.factor, [1, 0.5, 0]);
  },
  'without triangles has none': async () => {
    const { mesh } = await contentOf(await foreign(CUBE, document => document.getRoot().listMeshes()[0]!.dispose()));
    assert.is(mesh.indices.length, 0);
  },
  'that cannot be computed with says why': async () => {
    const bad = { ...CUBE, positions: CUBE.positions.slice() };
    bad.positions[4] = Number.NaN;
    assert.match(await detailOf(await foreign(bad)), /no finite numbers/);
    const beyond = { ...CUBE, indices: CUBE.indices.slice() };
    beyond.indices[5] = 99;
    assert.match(await detailOf(await foreign(beyond)), /points that it does not have/);
    assert.match(await detailOf(Buffer.from('glTF, but not really')), /no binary glTF/);
    const whole = await foreign(CUBE);
    assert.match(await detailOf(whole.subarray(0, whole.length - 40)), /damaged/);
  },
});
