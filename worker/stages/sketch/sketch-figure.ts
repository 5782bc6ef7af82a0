import { createHash } from 'node:crypto';
import { float32, type Tensors } from '../../host/tensor.ts';

type Capsule = {
  readonly a: readonly [x: number, y: number];
  readonly b: readonly [x: number, y: number];
  readonly radius: number;
  readonly color: readonly [red: number, green: number, blue: number];
};

/**
 * A standing figure whose proportions and colours come of the prompt and the seed: another word, another figure. It shows
 * nothing of what the prompt means.
 *
 * @returns the inputs of the sketch graph (sketch-graph.ts)
 */
export function sketchFigure(prompt: string, seed: number): Tensors {
  const drawn = createHash('sha256').update(`${seed} ${prompt}`).digest();
  const ratio = (index: number) => drawn[index]! / 255;
  const colorAt = (index: number) => [ratio(index), ratio(index + 1), ratio(index + 2)] as const;
  const shoulders = 0.07 + 0.05 * ratio(0);
  const hips = 0.04 + 0.04 * ratio(1);
  const head = 0.06 + 0.04 * ratio(2);
  const limb = 0.02 + 0.02 * ratio(3);
  const reach = 0.14 + 0.1 * ratio(4);
  const [skin, shirt, trousers] = [colorAt(8), colorAt(11), colorAt(14)];
  const sides = [-1, 1] as const;
  const capsules: Capsule[] = [
    { a: [0.5, 0.2], b: [0.5, 0.2], radius: head, color: skin },
    { a: [0.5, 0.34], b: [0.5, 0.55], radius: Math.max(shoulders, hips), color: shirt },
    ...sides.map((side): Capsule => {
      const shoulder = 0.5 + side * shoulders;
      return { a: [shoulder, 0.33], b: [shoulder + side * reach, 0.5], radius: limb, color: skin };
    }),
    ...sides.map((side): Capsule => {
      const hip = 0.5 + side * hips;
      return { a: [hip, 0.58], b: [hip + side * 0.04, 0.9], radius: 1.3 * limb, color: trousers };
    }),
  ];
  const column = (read: (capsule: Capsule) => number) => float32([capsules.length, 1, 1], capsules.map(read));
  return {
    ax: column(({ a }) => a[0]),
    ay: column(({ a }) => a[1]),
    bx: column(({ b }) => b[0]),
    by: column(({ b }) => b[1]),
    radius: column(({ radius }) => radius),
    color: float32(
      [capsules.length, 3],
      capsules.flatMap(({ color }) => color),
    ),
  };
}
