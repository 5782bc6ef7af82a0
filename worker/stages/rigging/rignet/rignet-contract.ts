/**
 * RigNet (Xu, Zhou, Kalogerakis, Landreth, Singh 2020, "RigNet: neural rigging for articulated characters", arXiv 2005.00559) as
 * four graphs, and what each takes and gives. Whoever exports them keeps to this.
 *
 * Written from the paper. The authors' code is GPL-3.0, or under a commercial licence of the University of Massachusetts; none
 * of it is here. The export (worker/models/export/rignet.py) names its parts as their checkpoints do, for which that code was
 * read on 2026-11-28, and says what it says to 6e-8. Its weights have no clear licence, and were trained on models whose rights
 * are doubtful (zhan-xu/RigNet, read 2026-11-22 [H]): the catalog of models does not have them, and whoever uses them answers
 * for that. Numbers that the paper does not give (bandwidth, thresholds) are from notes on that repository of that day [M].
 *
 * Geometry is that of network-mesh.ts. Tables of neighbours are filled up with the vertex itself (neighbour-table.ts).
 */
import type { ModelContract, TensorContract } from '../../../host/model-contract.ts';
import type { HostedModel, ModelGroup } from '../../../host/model-group.ts';
import { BONE_COUNT, BONE_FEATURE_COUNT } from '../../../rig/rignet/skin-features.ts';

/** As the networks were trained: vertices around one at most so far along the surface, in heights, and how many of them. */
export const BALL_RADIUS = 0.06;
export const BALL_COUNT = 10;
/** Of all joints, for the coarse level of the networks that see joints as points. */
export const COARSE_RATIO = 0.33;

const floats = (name: string, ...dims: (number | string)[]): TensorContract => ({ name, types: ['float32'], dims });
const places = (name: string, ...dims: (number | string)[]): TensorContract => ({ name, types: ['int64'], dims });

const SURFACE = [
  floats('vertices', 'vertices', 3),
  places('edges', 'vertices', 'edge_width'),
  places('ball', 'vertices', 'ball_width'),
] as const;
/** `coarse`: places of joints that are spread as widely as they are (farthest-points.ts). */
const JOINTS = [floats('joints', 'joints', 3), places('coarse', 'coarse')] as const;

export const RIGNET_CONTRACTS = {
  /** From each vertex to its joint, and how much its word is worth, 0..1. */
  'rignet/joints.onnx': {
    inputs: [...SURFACE],
    outputs: [floats('offsets', 'vertices', 3), floats('attention', 'vertices', 1)],
  },
  /** The larger, the more likely is the joint the root. */
  'rignet/root.onnx': { inputs: [...SURFACE, ...JOINTS], outputs: [floats('root_logits', 'joints', 1)] },
  /** Before the logistic function: how likely two joints are the ends of one bone. Features: see connect-joints.ts. */
  'rignet/bones.onnx': {
    inputs: [...SURFACE, ...JOINTS, places('pairs', 'pairs', 2), floats('pair_features', 'pairs', 2)],
    outputs: [floats('bone_logits', 'pairs', 1)],
  },
  /** Before softmax: how much each of its nearest bones moves a vertex. Features: see skin-features.ts. */
  'rignet/skin.onnx': {
    inputs: [...SURFACE, floats('skin_features', 'vertices', BONE_COUNT * BONE_FEATURE_COUNT)],
    outputs: [floats('skin_logits', 'vertices', BONE_COUNT)],
  },
} as const satisfies Readonly<Record<string, ModelContract>>;
export type RignetModel = keyof typeof RIGNET_CONTRACTS;

export const RIGNET_MODELS = Object.keys(RIGNET_CONTRACTS) as RignetModel[];

/** @param folder that holds joints.onnx, root.onnx, bones.onnx and skin.onnx */
export const rignetGroup = (folder: string): ModelGroup => ({
  name: 'rignet',
  folder,
  models: RIGNET_MODELS.map(
    (name): HostedModel => ({ name, file: name.slice('rignet/'.length), contract: RIGNET_CONTRACTS[name] }),
  ),
});
