/**
 * The triangles of any binary glTF, with what says their colour. Invariant: what it returns is sound to compute with: every
 * index has its vertex, every number is finite.
 */
import { type Document, type Node, NodeIO, type Primitive } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { convertPrimitiveToTriangles } from '@gltf-transform/functions';
import { MeshoptDecoder } from 'meshoptimizer';
import { growingIndices } from './growing.ts';
import type { Mesh } from './mesh.ts';

/** Of one primitive. Its vertices and triangles are neighbours in the mesh. */
export type Paint = {
  readonly firstTriangle: number;
  readonly firstVertex: number;
  /** Of the material; linear, 0..1. */
  readonly factor: readonly [red: number, green: number, blue: number];
  /** r g b per vertex; linear, 0..1. */
  readonly vertexColors?: Float32Array;
  /** An image file, and u v per vertex. */
  readonly texture?: { readonly image: Uint8Array; readonly uvs: Float32Array };
};

export type GlbContent = {
  /** Vertices as in the file: once for each normal and texture coordinate. See welded.ts. */
  readonly mesh: Mesh;
  /** In the order of their triangles. */
  readonly paints: readonly Paint[];
};

export type GlbRead =
  | ({ readonly kind: 'read' } & GlbContent)
  /** `detail`: for its owner. */
  | { readonly kind: 'unreadable'; readonly detail: string };

/** A small file can place one mesh thousands of times. Uploads of ordinary meshes, of at most 60 MB, stay below it. */
const VERTEX_COUNT_MAX = 6e6;

/** Skins, poses and animations are left out: each part stands as its node places it. */
export async function readGlb(bytes: Uint8Array): Promise<GlbRead> {
  let document: Document;
  if (!isWhole(bytes)) return unreadable(DAMAGED);
  try {
    await MeshoptDecoder.ready;
    document = await new NodeIO()
      .registerExtensions(ALL_EXTENSIONS)
      .registerDependencies({ 'meshopt.decoder': MeshoptDecoder })
      .readBinary(bytes);
  } catch (error) {
    const isDraco = /draco/i.test(String(error));
    return unreadable(
      isDraco ? 'the mesh is compressed with Draco, which this hub does not read; save it without' : DAMAGED,
    );
  }
  try {
    return collect(document);
  } catch {
    return unreadable('the file contradicts itself');
  }
}

const DAMAGED = 'the file is no binary glTF 2.0 that stands alone, or is damaged';

/** Its head says how long it is (glTF 2.0, 4.4.2). The reader takes what is missing for nothing. */
const isWhole = (bytes: Uint8Array): boolean =>
  bytes.byteLength >= 12 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true) <= bytes.byteLength;

const unreadable = (detail: string): GlbRead => ({ kind: 'unreadable', detail });

function collect(document: Document): GlbRead {
  const positions: Float32Array[] = [];
  const indices = growingIndices();
  const paints: Paint[] = [];
  let vertexCount = 0;
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0];
  const nodes = scene === undefined ? document.getRoot().listNodes() : nodesOf(scene.listChildren());
  for (const node of nodes) {
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      if (primitive.getMode() < 4 || primitive.getAttribute('POSITION') === null) continue;
      if (primitive.getMode() !== 4) convertPrimitiveToTriangles(primitive);
      if (vertexCount + primitive.getAttribute('POSITION')!.getCount() > VERTEX_COUNT_MAX) {
        return unreadable(`the mesh has more than ${VERTEX_COUNT_MAX / 1e6} million vertices; reduce it first`);
      }
      const own = placed(primitive, node);
      if (!own.every(Number.isFinite)) return unreadable('the mesh has points whose coordinates are no finite numbers');
      const firstTriangle = indices.length() / 3;
      if (!appendTriangles(primitive, node, own.length / 3, vertexCount, indices.push3)) {
        return unreadable('the mesh has triangles of points that it does not have');
      }
      paints.push({ firstTriangle, firstVertex: vertexCount, ...paintOf(primitive) });
      positions.push(own);
      vertexCount += own.length / 3;
    }
  }
  const joined = new Float32Array(3 * vertexCount);
  positions.forEach((own, i) => {
    joined.set(own, 3 * paints[i]!.firstVertex);
  });
  return { kind: 'read', mesh: { positions: joined, indices: indices.elements() }, paints };
}

const nodesOf = (nodes: readonly Node[]): Node[] => nodes.flatMap(node => [node, ...nodesOf(node.listChildren())]);

/** Its points where the node puts them. */
function placed(primitive: Primitive, node: Node): Float32Array {
  const m = node.getWorldMatrix();
  const accessor = primitive.getAttribute('POSITION')!;
  const points = new Float32Array(3 * accessor.getCount());
  const point = [0, 0, 0];
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, z] = accessor.getElement(i / 3, point) as [number, number, number];
    for (let axis = 0; axis < 3; axis += 1) {
      points[i + axis] = m[axis]! * x + m[axis + 4]! * y + m[axis + 8]! * z + m[axis + 12]!;
    }
  }
  return points;
}

/** @returns false for an index without its vertex */
function appendTriangles(
  primitive: Primitive,
  node: Node,
  ownCount: number,
  firstVertex: number,
  push3: (a: number, b: number, c: number) => void,
): boolean {
  const array = primitive.getIndices()?.getArray();
  const count = array?.length ?? ownCount;
  const isMirrored = determinant(node.getWorldMatrix()) < 0;
  for (let i = 0; i + 2 < count; i += 3) {
    const [a, b, c] = [0, 1, 2].map(corner => array?.[i + corner] ?? i + corner) as [number, number, number];
    if (a >= ownCount || b >= ownCount || c >= ownCount) return false;
    if (isMirrored) push3(firstVertex + a, firstVertex + c, firstVertex + b);
    else push3(firstVertex + a, firstVertex + b, firstVertex + c);
  }
  return true;
}

const determinant = (m: readonly number[]): number =>
  m[0]! * (m[5]! * m[10]! - m[6]! * m[9]!) -
  m[4]! * (m[1]! * m[10]! - m[2]! * m[9]!) +
  m[8]! * (m[1]! * m[6]! - m[2]! * m[5]!);

function paintOf(primitive: Primitive): Pick<Paint, 'factor' | 'vertexColors' | 'texture'> {
  const material = primitive.getMaterial();
  const [red, green, blue] = material?.getBaseColorFactor() ?? [1, 1, 1];
  const image = material?.getBaseColorTexture()?.getImage();
  const uvs = elementsOf(primitive, `TEXCOORD_${material?.getBaseColorTextureInfo()?.getTexCoord() ?? 0}`, 2);
  const vertexColors = elementsOf(primitive, 'COLOR_0', 3);
  return {
    factor: [red, green, blue],
    ...(vertexColors === undefined ? {} : { vertexColors }),
    ...(image && uvs !== undefined ? { texture: { image, uvs } } : {}),
  };
}

/** The first components of each element, as the numbers they stand for. */
function elementsOf(primitive: Primitive, attribute: string, components: number): Float32Array | undefined {
  const accessor = primitive.getAttribute(attribute);
  if (accessor === null) return undefined;
  const values = new Float32Array(components * accessor.getCount());
  const element: number[] = [];
  for (let i = 0; i < accessor.getCount(); i += 1) {
    accessor.getElement(i, element);
    for (let component = 0; component < components; component += 1) {
      const value = element[component]!;
      values[components * i + component] = Number.isFinite(value) ? value : 0;
    }
  }
  return values;
}
