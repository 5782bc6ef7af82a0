import { join } from 'node:path';
import { catalogGroup } from '../host/catalog-group.ts';
import type { ModelGroup } from '../host/model-group.ts';
import { readModelCatalog } from '../models/model-catalog.ts';
import type { EncodedGraph } from '../onnx/graph.ts';
import { writeGraph } from '../onnx/write-graph.ts';
import { DECODER, ENCODER, POINTS_PER_RUN } from './contract.ts';
import { standInDecoder, standInEncoder } from './stand-in-graphs.ts';

/** TripoSR as the host loads it, with its real weights or what stands in for them. @param weightsFolder that holds the group's */
export const triposrGroup = (weightsFolder: string): ModelGroup =>
  catalogGroup('triposr', readModelCatalog().groups.triposr!, weightsFolder, { points: POINTS_PER_RUN });

/** Writes the models that stand in for TripoSR where its own would be. */
export function writeStandIns(
  weightsFolder: string,
  { encoder = standInEncoder(), decoder = standInDecoder() }: { encoder?: EncodedGraph; decoder?: EncodedGraph } = {},
): ModelGroup {
  writeGraph(join(weightsFolder, ENCODER), encoder);
  writeGraph(join(weightsFolder, DECODER), decoder);
  return triposrGroup(weightsFolder);
}
