/** Opens a model's file as a session of onnxruntime. */
import { existsSync } from 'node:fs';
import { faultKind } from './fault-kind.ts';
import { HostError } from './host-error.ts';
import type { SessionSettings } from './model-group.ts';
import { InferenceSession, type OrtOptions, type OrtSession } from './runtime.ts';

/**
 * Blocks the thread: seconds for a model of gigabytes.
 *
 * @param name for messages
 * @throws HostError of kind model-unusable, provider-unusable or out-of-memory
 */
export async function openSession(name: string, path: string, settings: SessionSettings): Promise<OrtSession> {
  if (!existsSync(path)) throw new HostError('model-unusable', `model ${name}: there is no file ${path}`);
  try {
    return await InferenceSession.create(path, sessionOptions(settings));
  } catch (error) {
    const text = String((error as Error).message);
    const kind = faultKind(text);
    throw new HostError(kind === 'failed' ? 'model-unusable' : kind, `model ${name} (${path}): ${text}`);
  }
}

/** Named alone, CUDA is not replaced: a session without it is refused ("Failed to load shared library", seen on 1.30.0). */
function sessionOptions({ provider, isStrict = false, threadCount }: SessionSettings): OrtOptions {
  return {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    ...(threadCount === undefined ? {} : { intraOpNumThreads: threadCount }),
    extra: { session: { disable_cpu_ep_fallback: isStrict ? '1' : '0' } },
  };
}
