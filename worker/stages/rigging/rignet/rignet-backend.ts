/**
 * A skeleton of whatever shape the networks find, of animals and robots as of people: joints, then the tree between them, then
 * the skin. What the networks say is small, so that it crosses between the processes and no program of the host is needed.
 */
import { failureOf } from '../../../../hub/job/failure.ts';
import { float32, type Tensor, type Tensors } from '../../../host/tensor.ts';
import { dropIdleJoints } from '../../../rig/drop-idle-joints.ts';
import { connectJoints, pairFeatures, pairsOf } from '../../../rig/rignet/connect-joints.ts';
import { farthestPoints } from '../../../rig/rignet/farthest-points.ts';
import { findJoints } from '../../../rig/rignet/find-joints.ts';
import { ballTable, edgeTable, type NeighbourTable } from '../../../rig/rignet/neighbour-table.ts';
import { networkMesh } from '../../../rig/rignet/network-mesh.ts';
import { skinFeatures } from '../../../rig/rignet/skin-features.ts';
import { jointWeights } from '../../../rig/rignet/skin-from-scores.ts';
import { surfaceGraph } from '../../../rig/rignet/surface-graph.ts';
import { transferWeights } from '../../../rig/rignet/transfer-weights.ts';
import { strongestFour } from '../../../rig/skin.ts';
import { voxelize } from '../../../rig/voxelize.ts';
import type { RigBackend } from '../rig-backend.ts';
import { BALL_COUNT, BALL_RADIUS, COARSE_RATIO, RIGNET_MODELS, type RignetModel } from './rignet-contract.ts';

/** Along the longest side, as the networks were trained ([M], see rignet-contract.ts). */
const CELL_COUNT = 88;
/** A bone has two ends. */
const JOINT_COUNT_MIN = 2;

export const rignetBackend: RigBackend = {
  name: 'rignet',
  version: '1',
  models: RIGNET_MODELS,
  parameters: { cellCount: CELL_COUNT, ballRadius: BALL_RADIUS, ballCount: BALL_COUNT, coarseRatio: COARSE_RATIO },
  rig: async (mesh, { host, signal, progress }) => {
    const ask = async <Name extends string>(model: RignetModel, feeds: Tensors, ...outputs: Name[]) => {
      const { value } = await host.infer(model, feeds, { signal });
      return outputs.map(output => value[output]!.data as Float32Array);
    };

    // 1. The mesh as the networks see it.
    const network = await networkMesh(mesh);
    const { positions } = network.mesh;
    const vertexCount = positions.length / 3;
    const body = voxelize(network.mesh, CELL_COUNT);
    const graph = surfaceGraph(network.mesh);
    const surface = {
      vertices: float32([vertexCount, 3], positions),
      edges: tensorOf(edgeTable(graph)),
      ball: tensorOf(ballTable(graph, BALL_RADIUS, BALL_COUNT)),
    };
    progress(0.2);

    // 2. Joints.
    const [offsets, attention] = await ask('rignet/joints.onnx', surface, 'offsets', 'attention');
    const votes = { positions: positions.map((value, i) => value + offsets![i]!), attention: attention! };
    const joints = findJoints(votes, body);
    if (joints.length < JOINT_COUNT_MIN) {
      return { kind: 'permanent', failure: failureOf('no-character', 'no joints were found in the mesh') };
    }
    progress(0.4);

    // 3. The tree between them.
    const coarse = farthestPoints(joints, Math.ceil(COARSE_RATIO * joints.length));
    const seen = {
      ...surface,
      joints: float32([joints.length, 3], joints.flat()),
      coarse: placesOf([coarse.length], coarse),
    };
    const [rootLogits] = await ask('rignet/root.onnx', seen, 'root_logits');
    const pairs = pairsOf(joints.length);
    const bones = {
      ...seen,
      pairs: placesOf([pairs.length, 2], pairs.flat()),
      pair_features: float32([pairs.length, 2], pairFeatures(joints, pairs, body)),
    };
    const [boneLogits] = await ask('rignet/bones.onnx', bones, 'bone_logits');
    const root = rootLogits!.indexOf(Math.max(...rootLogits!));
    const skeleton = connectJoints(joints, root, boneLogits!.map(logistic));
    progress(0.6);

    // 4. The skin.
    const { features, joints: nearest } = skinFeatures(positions, skeleton, body);
    const told = { ...surface, skin_features: float32([vertexCount, features.length / vertexCount], features) };
    const [skinLogits] = await ask('rignet/skin.onnx', told, 'skin_logits');
    const weights = jointWeights(skinLogits!, nearest, skeleton.length, graph);
    const placed = network.fromMetres(mesh.positions);
    const skin = strongestFour(transferWeights(weights, skeleton.length, network.mesh, placed), skeleton.length);
    const busy = dropIdleJoints(skeleton, skin);
    return {
      kind: 'rigged',
      skeleton: busy.skeleton.map(joint => ({ ...joint, position: network.toMetres(joint.position) })),
      skin: busy.skin,
      about: { networkVertexCount: vertexCount, idleJointCount: skeleton.length - busy.skeleton.length },
    };
  },
};

const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));

const tensorOf = ({ vertices, width }: NeighbourTable): Tensor => ({
  type: 'int64',
  dims: [vertices.length / width, width],
  data: vertices,
});

const placesOf = (dims: readonly number[], places: readonly number[]): Tensor => ({
  type: 'int64',
  dims,
  data: BigInt64Array.from(places, BigInt),
});
