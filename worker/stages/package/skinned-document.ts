/** Puts a rig into a character's document, as glTF 2.0 wants skins (section 3.7.3 [H]). */
import type { Document, Node } from '@gltf-transform/core';
import { primitiveOf } from '../../rig/character-document.ts';
import { subtract } from '../../rig/point.ts';
import type { Skeleton } from '../../rig/skeleton.ts';
import { INFLUENCE_COUNT, type Skin } from '../../rig/skin.ts';

/** More joints need numbers of two bytes. */
const JOINT_COUNT_OF_BYTES = 256;

/**
 * The mesh's node stays at the scene's root, since its own transform means nothing under a skin; the skeleton's root is beside
 * it. Joints are not turned: a bone's direction is that of its child.
 *
 * @throws Error when the skin is of another mesh
 */
export function addSkin(document: Document, skeleton: Skeleton, { joints, weights }: Skin): void {
  const primitive = primitiveOf(document);
  const vertexCount = primitive.getAttribute('POSITION')?.getCount();
  if (vertexCount !== weights.length / INFLUENCE_COUNT) {
    throw new Error(`a skin of ${weights.length / INFLUENCE_COUNT} vertices is none of a mesh of ${vertexCount}`);
  }
  const root = document.getRoot();
  const buffer = root.listBuffers()[0] ?? document.createBuffer();
  const accessor = (type: 'VEC4' | 'MAT4', array: Float32Array | Uint8Array | Uint16Array) =>
    document.createAccessor().setType(type).setArray(array.slice()).setBuffer(buffer);
  const places = skeleton.length <= JOINT_COUNT_OF_BYTES ? Uint8Array.from(joints) : joints;
  primitive.setAttribute('JOINTS_0', accessor('VEC4', places)).setAttribute('WEIGHTS_0', accessor('VEC4', weights));

  const nodes = skeletonNodes(document, skeleton);
  const skin = document
    .createSkin('rig')
    .setSkeleton(nodes[0]!)
    .setInverseBindMatrices(accessor('MAT4', inverseBindMatrices(skeleton)));
  for (const node of nodes) skin.addJoint(node);
  root.listScenes()[0]!.addChild(nodes[0]!);
  root
    .listNodes()
    .find(node => node.getMesh() !== null)!
    .setSkin(skin)
    .setName('character');
}

/** Each at its place in its parent, in the order of the skeleton. */
function skeletonNodes(document: Document, skeleton: Skeleton): Node[] {
  const nodes = skeleton.map(({ name, parent, position }) => {
    const origin = parent === undefined ? ([0, 0, 0] as const) : skeleton[parent]!.position;
    return document.createNode(name).setTranslation([...subtract(position, origin)]);
  });
  skeleton.forEach(({ parent }, i) => {
    if (parent !== undefined) nodes[parent]!.addChild(nodes[i]!);
  });
  return nodes;
}

/** From the mesh's space to each joint's, column by column. */
function inverseBindMatrices(skeleton: Skeleton): Float32Array {
  return Float32Array.from(
    skeleton.flatMap(({ position: [x, y, z] }) => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -x, -y, -z, 1]),
  );
}
