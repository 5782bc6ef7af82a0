import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { armOf, type Capsule, capsuleMesh, FIGURE, figureCapsules } from '../capsule-figure.test-data.ts';
import { between, distance, type Point } from '../point.ts';
import { skeletonProblems } from '../skeleton.ts';
import { voxelAt } from '../voxel-body.ts';
import { voxelize } from '../voxelize.ts';
import { fitHumanoid, type HumanoidFit } from './fit-humanoid.ts';
import { HUMANOID_JOINTS, type HumanoidJoint } from './humanoid-joints.ts';

const CELL_COUNT = 100;
const bodyOf = (capsules: readonly Capsule[], cellCount = CELL_COUNT) =>
  voxelize(capsuleMesh(capsules, 0.02), cellCount);
const fitOf = (capsules: readonly Capsule[]) => fitHumanoid(bodyOf(capsules));
const placeOf = ({ skeleton }: HumanoidFit, name: HumanoidJoint): Point =>
  skeleton.find(joint => joint.name === name)!.position;

const robe: Capsule = { from: [0, 0.2, 0], to: [0, 0.9, 0], radius: 0.2 };
const withMirror = (capsules: readonly Capsule[]): Capsule[] =>
  capsules.flatMap(({ from, to, radius }) => [
    { from, to, radius },
    { from: [-from[0], from[1], from[2]], to: [-to[0], to[1], to[2]], radius },
  ]);
/** 1.07 m high, half of it head. */
const chibi: readonly Capsule[] = [
  { from: [0, 0.75, 0], to: [0, 0.8, 0], radius: 0.27 },
  { from: [0, 0.35, 0], to: [0, 0.5, 0], radius: 0.12 },
  ...withMirror([
    { from: [0.1, 0.47, 0], to: [0.33, 0.38, 0], radius: 0.05 },
    { from: [0.08, 0.3, 0], to: [0.09, 0.06, 0], radius: 0.06 },
    { from: [0.09, 0.04, 0], to: [0.09, 0.04, 0.07], radius: 0.045 },
  ]),
];
const stout = figureCapsules(60).map(capsule => ({ ...capsule, radius: 1.3 * capsule.radius }));

check('a humanoid that is fitted', {
  'has its joints where the body has them, in a T-pose, an A-pose and with arms hanging': () => {
    for (const degrees of [0, 45, 70]) {
      const fit = fitOf(figureCapsules(degrees));
      assert.equal(fit.assumed, [], `${degrees} degrees`);
      const { elbow, wrist } = armOf(degrees);
      const wanted: readonly (readonly [HumanoidJoint, Point])[] = [
        ['leftUpperArm', FIGURE.shoulder],
        ['leftLowerArm', elbow],
        ['leftHand', wrist],
        ['leftUpperLeg', FIGURE.hip],
        ['leftLowerLeg', FIGURE.knee],
        ['leftFoot', FIGURE.ankle],
      ];
      for (const [name, point] of wanted) {
        const metres = distance(placeOf(fit, name), point);
        assert.ok(metres < 0.035 * FIGURE.heightMetres, `${name} is ${metres} m off at ${degrees} degrees`);
      }
    }
  },
  'has its arm where it is, whatever is in its hand': () => {
    const { fingertip, elbow, wrist } = armOf(45);
    const beyond = between(wrist, fingertip, 6);
    const sword: Capsule = { from: fingertip, to: beyond, radius: 0.025 };
    const fit = fitOf([...figureCapsules(45), sword]);
    assert.equal(fit.assumed, []);
    for (const [name, point] of [
      ['leftUpperArm', FIGURE.shoulder],
      ['leftLowerArm', elbow],
      ['leftHand', wrist],
    ] as const) {
      const metres = distance(placeOf(fit, name), point);
      assert.ok(metres < 0.05 * FIGURE.heightMetres, `${name} is ${metres} m off`);
    }
  },
  'of a large head on a small body has its neck below the head, and its arms': () => {
    const fit = fitOf(chibi);
    assert.equal(fit.assumed, []);
    const [neck, shoulder, hand] = (['neck', 'leftUpperArm', 'leftHand'] as const).map(name => placeOf(fit, name));
    assert.ok(neck![1] > 0.4 && neck![1] < 0.55, `neck at ${neck}`);
    assert.ok(distance(shoulder!, [0.14, 0.46, 0]) < 0.05, `shoulder at ${shoulder}`);
    assert.ok(distance(hand!, [0.31, 0.39, 0]) < 0.06, `hand at ${hand}`);
  },
  'has an arm that is hidden where the other one is': () => {
    const hidden = figureCapsules(45).filter(({ from, to }) => from[0] > -0.3 && to[0] > -0.3);
    const fit = fitOf(hidden);
    assert.equal(fit.assumed, ['rightArm']);
    const [x, y] = placeOf(fit, 'leftUpperArm');
    assert.ok(Math.abs(placeOf(fit, 'rightUpperArm')[0] + x) < 0.08 && placeOf(fit, 'rightUpperArm')[1] > y - 0.05);
  },
  'is as symmetric as its body': () => {
    const fit = fitOf(figureCapsules(45));
    for (const name of HUMANOID_JOINTS.filter(joint => joint.startsWith('left'))) {
      const [x, y, z] = placeOf(fit, name);
      const mirror = placeOf(fit, name.replace('left', 'right') as HumanoidJoint);
      assert.ok(x > 0, `the left of who faces +z is at +x: ${name}`);
      assert.ok(distance(mirror, [-x, y, z]) < 0.03, name);
    }
  },
  'stands upright: hips, spine, chest, neck and head above each other, knees above feet, toes before them': () => {
    const fit = fitOf(figureCapsules(0));
    const heights = (
      ['leftFoot', 'leftLowerLeg', 'leftUpperLeg', 'hips', 'spine', 'chest', 'neck', 'head'] as const
    ).map(name => placeOf(fit, name)[1]);
    assert.equal(
      heights,
      heights.toSorted((a, b) => a - b),
    );
    near(placeOf(fit, 'neck')[1], 1.46, 0.05);
    assert.ok(placeOf(fit, 'leftToes')[2] > placeOf(fit, 'leftFoot')[2] + 0.05);
  },
  'is a skeleton wholly inside its body, whatever that is': () => {
    const sphere: Capsule = { from: [0, 0.5, 0], to: [0, 0.5, 0], radius: 0.5 };
    const plank: Capsule = { from: [-1, 0.2, 0], to: [1, 0.2, 0], radius: 0.1 };
    for (const capsules of [figureCapsules(0), stout, [sphere], [plank], [...figureCapsules(30), robe]]) {
      const body = bodyOf(capsules, 60);
      const { skeleton } = fitHumanoid(body);
      assert.equal(skeletonProblems(skeleton), []);
      assert.equal(
        skeleton.map(({ name }) => name),
        HUMANOID_JOINTS,
      );
      for (const { name, position } of skeleton) assert.is(body.filled[voxelAt(body, position)], 1, name);
    }
  },
  'says what it could not see': () => {
    assert.equal(fitOf([...figureCapsules(30), robe]).assumed, ['legs']);
    const armless = figureCapsules(0).filter(({ from, to }) => Math.max(Math.abs(from[0]), Math.abs(to[0])) < 0.2);
    assert.equal(fitOf(armless).assumed, ['leftArm', 'rightArm']);
  },
});
