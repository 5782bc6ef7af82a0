/** The character as a glTF document. Invariant: one mesh of one primitive, on one node at the scene's root, without a transform. */
import { type Document, Logger, NodeIO, type Primitive } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { clearNodeTransform, flatten } from '@gltf-transform/functions';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';
import type { Mesh } from '../mesh/mesh.ts';

/** Reads and writes what the worker makes. */
export const characterIo = (): NodeIO =>
  new NodeIO()
    .registerExtensions(ALL_EXTENSIONS)
    .registerDependencies({ 'meshopt.encoder': MeshoptEncoder, 'meshopt.decoder': MeshoptDecoder });

/** @throws Error for a file that is no such document */
export async function readCharacter(path: string): Promise<Document> {
  await MeshoptDecoder.ready;
  const document = await characterIo().read(path);
  // What it does is told on the console, which is the worker's log.
  document.setLogger(new Logger(Logger.Verbosity.SILENT));
  await document.transform(flatten());
  const nodes = document
    .getRoot()
    .listNodes()
    .filter(node => node.getMesh() !== null);
  const primitiveCount = nodes[0]?.getMesh()?.listPrimitives().length ?? 0;
  if (nodes.length !== 1 || primitiveCount !== 1) {
    throw new Error(
      `a character is one mesh of one primitive (saw ${nodes.length} with meshes, ${primitiveCount} primitives)`,
    );
  }
  clearNodeTransform(nodes[0]!);
  return document;
}

export const primitiveOf = (document: Document): Primitive => document.getRoot().listMeshes()[0]!.listPrimitives()[0]!;

/** @throws Error for a primitive without triangles that share vertices */
export function meshOf(document: Document): Mesh {
  const primitive = primitiveOf(document);
  const positions = primitive.getAttribute('POSITION')?.getArray();
  const indices = primitive.getIndices()?.getArray();
  if (!(positions instanceof Float32Array) || !indices)
    throw new Error('a character has positions, as floats, and indices');
  return { positions, indices: Uint32Array.from(indices) };
}
