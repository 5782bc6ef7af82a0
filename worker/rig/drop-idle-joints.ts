import type { Skeleton } from './skeleton.ts';
import type { Skin } from './skin.ts';

/**
 * Without joints at the ends that move no vertex: they cost an engine time and an animator thought. A joint between others stays,
 * since they hang on it.
 *
 * @returns a skeleton of at least the root, and the skin with its joints' new places
 */
export function dropIdleJoints(skeleton: Skeleton, skin: Skin): { readonly skeleton: Skeleton; readonly skin: Skin } {
  const isKept = skeleton.map((_, joint) => joint === 0);
  skin.joints.forEach((joint, i) => {
    if (skin.weights[i]! > 0) isKept[joint] = true;
  });
  // Every joint comes after its parent: from the end on, what is kept keeps what it hangs on.
  for (let joint = skeleton.length - 1; joint > 0; joint -= 1)
    if (isKept[joint]) isKept[skeleton[joint]!.parent!] = true;

  const kept = [...skeleton.keys()].filter(joint => isKept[joint]);
  const places = new Map(kept.map((joint, place) => [joint, place]));
  return {
    skeleton: kept.map(joint => {
      const { parent, ...rest } = skeleton[joint]!;
      return { ...rest, parent: parent === undefined ? undefined : places.get(parent)! };
    }),
    // What weighs nothing may have been of a joint that is gone.
    skin: { weights: skin.weights, joints: skin.joints.map(joint => places.get(joint) ?? 0) },
  };
}
