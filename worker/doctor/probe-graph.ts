import { createGraph } from '../onnx/graph.ts';

/** y = x + x, one number: the least that an accelerator can be asked. */
export const PROBE_GRAPH: Uint8Array = (() => {
  const graph = createGraph();
  const x = graph.input('x', 'float32', [1]);
  graph.node('Add', [x, x], { output: 'y' });
  graph.output('y', 'float32', [1]);
  return graph.encode().model;
})();
