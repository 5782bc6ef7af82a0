/**
 * A process that runs one graph on one provider and says so, or fails. With CUDA nothing may fall back to the CPU, as single
 * nodes else do without a word (onnxruntime-node 1.30, tried 2026-11-22).
 */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { commandLine, print } from '../environment.ts';
import { PROBE_GRAPH } from './probe-graph.ts';

const [provider = 'cpu'] = commandLine();
const strict = provider === 'cpu' ? {} : { extra: { session: { disable_cpu_ep_fallback: '1' } } };
const session = await InferenceSession.create(PROBE_GRAPH, { executionProviders: [provider], ...strict });
const { y } = await session.run({ x: new Tensor('float32', [21], [1]) });
if (y?.data[0] !== 42) throw new Error(`${provider} reckons 21 + 21 = ${y?.data[0]}`);
print(`a graph ran on ${provider}`);
