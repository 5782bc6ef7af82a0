/** The chain of four graphs in a real model host: from a mesh to the skeleton that the graphs mean. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { failsWith, type TestHost, useHost } from '../../../../test/host/use-host.ts';
import { check, near } from '../../../../test/kit/check.ts';
import { createGraph } from '../../../onnx/graph.ts';
import { writeGraph } from '../../../onnx/write-graph.ts';
import { bend } from '../../../rig/bend.test-data.ts';
import { volumeOf } from '../../../rig/capsule-figure.test-data.ts';
import { fitHumanoid } from '../../../rig/humanoid/fit-humanoid.ts';
import { distance } from '../../../rig/point.ts';
import { networkMesh } from '../../../rig/rignet/network-mesh.ts';
import { type Skeleton, skeletonProblems } from '../../../rig/skeleton.ts';
import { voxelize } from '../../../rig/voxelize.ts';
import type { Rig } from '../rig-backend.ts';
import { figureMesh } from '../textured-figure.test-data.ts';
import { analyticNetworks, graphOf, type Networks } from './analytic-networks.test-data.ts';
import { randomNetworks } from './random-networks.test-data.ts';
import { rignetBackend } from './rignet-backend.ts';
import { RIGNET_MODELS, rignetGroup } from './rignet-contract.ts';

const mesh = figureMesh(0.03);
const network = await networkMesh(mesh);
/** What the analytic graphs know, in the space of the networks: the fitted one but for the head, which is nearer to the neck than two
 * joints may be. */
const known: Skeleton = withoutLeaf(fitHumanoid(voxelize(network.mesh, 96)).skeleton, 'head');
const analytic = analyticNetworks(known);

function withoutLeaf(skeleton: Skeleton, leaf: string): Skeleton {
  const names = skeleton.map(({ name }) => name).filter(name => name !== leaf);
  return skeleton
    .filter(({ name }) => name !== leaf)
    .map(joint => ({
      ...joint,
      parent: joint.parent === undefined ? undefined : names.indexOf(skeleton[joint.parent]!.name),
    }));
}

function groupOf(networks: Networks) {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-rignet-'));
  const group = rignetGroup(folder);
  for (const { name, file } of group.models) writeGraph(join(folder, file), networks[name as keyof Networks]);
  return group;
}

const madeBy = (host: TestHost) =>
  rignetBackend.rig(mesh, { host, signal: new AbortController().signal, progress: () => {}, log: () => {} });

async function rigOf(networks: Networks): Promise<Rig> {
  let made: Rig | undefined;
  await useHost([groupOf(networks)], async host => {
    const outcome = await madeBy(host);
    if (outcome.kind !== 'rigged') throw new Error(outcome.failure.detail);
    made = outcome;
  });
  return made!;
}

function sumsToOne({ skin }: Rig): void {
  assert.is(skin.weights.length, (4 * mesh.positions.length) / 3);
  for (let i = 0; i < skin.weights.length; i += 4) {
    near(
      skin.weights.subarray(i, i + 4).reduce((sum, weight) => sum + weight, 0),
      1,
      1e-6,
    );
  }
}

/** Of a joint of the rig, the known one that is nearest. */
const knownFor = (place: number, { skeleton }: Rig): number => {
  const distances = known.map(({ position }) => distance(network.toMetres(position), skeleton[place]!.position));
  return distances.indexOf(Math.min(...distances));
};

check('RigNet with graphs that know a skeleton', {
  'finds it, joint by joint and bone by bone, and skins it': async () => {
    const rig = await rigOf(analytic);
    assert.equal(skeletonProblems(rig.skeleton), []);
    assert.is(rig.skeleton.length, known.length);
    rig.skeleton.forEach(({ position, parent }, place) => {
      const meant = known[knownFor(place, rig)]!;
      const metres = distance(position, network.toMetres(meant.position));
      assert.ok(metres < 0.04, `${meant.name} is ${metres} m off`);
      assert.is(parent === undefined ? undefined : knownFor(parent, rig), meant.parent, meant.name);
    });
    sumsToOne(rig);
    assert.is(rig.about.idleJointCount, 0);

    // An elbow and a knee that bend keep the body's volume.
    const bent = (name: string, axis: readonly [number, number, number]) => {
      const place = rig.skeleton.findIndex((_, i) => known[knownFor(i, rig)]!.name === name);
      return volumeOf(bend(mesh, rig.skeleton, rig.skin, `joint${place}`, axis, 90)) / volumeOf(mesh);
    };
    for (const ratio of [bent('leftLowerArm', [0, 1, 0]), bent('rightLowerLeg', [1, 0, 0])]) {
      assert.ok(ratio > 0.97 && ratio < 1.03, String(ratio));
    }
  },
});

check('RigNet with random graphs of its own kind', {
  'makes a skeleton and a skin, whatever they are worth': async () => {
    const rig = await rigOf(randomNetworks());
    assert.equal(skeletonProblems(rig.skeleton), []);
    assert.ok(rig.skeleton.length >= 2);
    sumsToOne(rig);
  },
});

check('RigNet with faulty graphs', {
  'is refused where they are not what its contract says': async () => {
    const other = createGraph();
    other.node('Identity', [other.input('points', 'float32', ['n', 3])], { output: 'offsets' });
    other.output('offsets', 'float32', ['n', 3]);
    await useHost([], async host => {
      const load = host.load(groupOf({ ...analytic, 'rignet/joints.onnx': other.encode() }));
      await failsWith(
        'contract-mismatch',
        /joints\.onnx: input vertices is missing.*output attention is missing/,
        load,
      );
    });
  },
  'ends when they say what is no number': async () => {
    const broken = graphOf('rignet/root.onnx', graph => {
      const minus = graph.constant('minus', 'float32', [1, 3], Float32Array.of(-1, -1, -1));
      const axis = graph.constant('axis', 'int64', [1], BigInt64Array.of(1n));
      const lost = graph.node('Log', [graph.node('Mul', [graph.node('Abs', ['joints']), minus])]);
      graph.node('ReduceMax', [lost, axis], { output: 'root_logits' });
    });
    await useHost([groupOf({ ...analytic, 'rignet/root.onnx': broken })], async host => {
      await failsWith('bad-output', /root_logits/, madeBy(host));
    });
  },
  'says to the owner that there is no character where nobody points anywhere': async () => {
    const silent = graphOf('rignet/joints.onnx', graph => {
      const nothing = graph.node('Sub', ['vertices', 'vertices']);
      const axis = graph.constant('axis', 'int64', [1], BigInt64Array.of(1n));
      graph.node('Identity', [nothing], { output: 'offsets' });
      graph.node('ReduceMax', [nothing, axis], { output: 'attention' });
    });
    await useHost([groupOf({ ...analytic, 'rignet/joints.onnx': silent })], async host => {
      const outcome = await madeBy(host);
      assert.is(outcome.kind === 'permanent' ? outcome.failure.code : outcome.kind, 'no-character');
    });
  },
  'knows its four by name': () => assert.equal(rignetBackend.models, RIGNET_MODELS),
});
