/** A character that the pipeline made, opened where players open it, and looked at. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { quickCharacter } from './quick-character.ts';
import { type View, viewCharacter } from './view-character.ts';

const { views, troubles } = await viewCharacter(await quickCharacter('a knight in red armour'), [0, 90]);
const [front, side] = views as [View, View];

/** The page is white; a pixel that is not quite may be an edge. */
const isFigure = ({ pixels, side: length }: View, x: number, y: number): boolean =>
  pixels.subarray(3 * (y * length + x), 3 * (y * length + x) + 3).some(channel => channel < 230);

type Box = { left: number; right: number; top: number; bottom: number; pixelCount: number };

/** What of these rows is drawn upon. */
function boxOf(view: View, firstRow = 0, endRow = view.side): Box {
  const box = { left: view.side, right: -1, top: view.side, bottom: -1, pixelCount: 0 };
  for (let y = firstRow; y < endRow; y += 1) {
    for (let x = 0; x < view.side; x += 1) {
      if (!isFigure(view, x, y)) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
      box.pixelCount += 1;
    }
  }
  return box;
}

check('a character in model-viewer', {
  'is drawn, upright and in the middle': () => {
    const { left, right, top, bottom, pixelCount } = boxOf(front);
    assert.ok(bottom - top > 0.7 * front.side, `from row ${top} to ${bottom} of ${front.side}`);
    assert.ok(bottom - top > right - left, 'it is not taller than wide');
    assert.ok(Math.abs((left + right) / 2 - front.side / 2) < 0.03 * front.side, `from column ${left} to ${right}`);
    const ratio = pixelCount / front.side ** 2;
    assert.ok(ratio > 0.08 && ratio < 0.5, `it covers ${ratio}`);
  },
  'leaves the page around it white': () => {
    for (const { pixels, side: length } of views) {
      const corners = [0, length - 1, length * (length - 1), length ** 2 - 1];
      for (const corner of corners) assert.equal([...pixels.subarray(3 * corner, 3 * corner + 3)], [255, 255, 255]);
    }
  },
  'has its colours': () => {
    let colorfulCount = 0;
    for (let i = 0; i < front.pixels.length; i += 3) {
      const [r, g, b] = front.pixels.subarray(i, i + 3) as unknown as [number, number, number];
      if (Math.max(r, g, b) - Math.min(r, g, b) > 80) colorfulCount += 1;
    }
    const ratio = colorfulCount / boxOf(front).pixelCount;
    assert.ok(ratio > 0.5, `${ratio} of it has a colour`);
  },
  'is seen from its side when it is turned by 90 degrees, and faces +z': () => {
    const [frontBox, sideBox] = [boxOf(front), boxOf(side)];
    const widthRatio = (sideBox.right - sideBox.left) / (frontBox.right - frontBox.left);
    // Its arms, which stand out, are now behind one another.
    assert.ok(widthRatio > 0.1 && widthRatio < 0.6, `it is ${widthRatio} as wide`);
    // The camera has gone to +x, so that +z is on the left: there its toes are.
    const { top, bottom } = sideBox;
    const feet = boxOf(side, bottom - Math.round(0.05 * (bottom - top)), bottom + 1);
    const middle = (sideBox.left + sideBox.right) / 2;
    assert.ok(middle - feet.left > 1.2 * (feet.right - middle), `feet from ${feet.left} to ${feet.right} of ${middle}`);
  },
  'is shown without an error, and without a request that leaves its origin': () => assert.equal(troubles, []),
});
