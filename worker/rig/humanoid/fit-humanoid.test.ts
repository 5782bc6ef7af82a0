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
