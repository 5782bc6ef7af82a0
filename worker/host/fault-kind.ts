/**
 * What onnxruntime means, from what it says: its errors have a text and nothing else.
 *
 * Seen here, on 1.30.0: `Failed to allocate memory`, `bad_alloc`, the load of the CUDA provider and the refusal to run on the
 * CPU. The texts of CUDA are from issues of onnxruntime and the names of CUDA's own error codes, not seen here [M].
 */
import type { HostErrorKind } from './host-error.ts';

const OUT_OF_MEMORY =
  /failed to allocate|bad_alloc|out of memory|cudaErrorMemoryAllocation|CU(BLAS|DNN)_STATUS_ALLOC_FAILED|Array buffer allocation failed/i;
const PROVIDER =
  /onnxruntime_providers_|AppendExecutionProvider|fallback to CPU EP has been explicitly disabled|no CUDA-capable device|CUDA driver version is insufficient|backend not found/i;
/** After any other error of CUDA its context stays broken for as long as the process lives (CUDA, sticky errors [M]). */
const CUDA_BROKEN = /CUDA failure|cudaError|CUBLAS_STATUS|CUDNN_STATUS/i;

/** @example faultKind('CUDA failure 2: out of memory')   // 'out-of-memory' */
export function faultKind(text: string): HostErrorKind {
  if (OUT_OF_MEMORY.test(text)) return 'out-of-memory';
  if (PROVIDER.test(text)) return 'provider-unusable';
  if (CUDA_BROKEN.test(text)) return 'host-crash';
  return 'failed';
}
