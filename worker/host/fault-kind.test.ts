import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { faultKind } from './fault-kind.ts';

const TEXTS = {
  // Seen here, on onnxruntime-node 1.30.0.
  'bfc_arena.cc:360 Failed to allocate memory for requested buffer of size 4398046511104': 'out-of-memory',
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory': 'out-of-memory',
  "terminate called after throwing an instance of 'std::bad_alloc'": 'out-of-memory',
  'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library': 'provider-unusable',
  'assigned to the default CPU EP, but fallback to CPU EP has been explicitly disabled by the user.':
    'provider-unusable',
  // From issues of onnxruntime.
  'CUDA failure 2: out of memory ; GPU=0 ; hostname=x ; expr=cudaMalloc((void**)&p, size);': 'out-of-memory',
  'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0': 'out-of-memory',
  'CUDA failure 100: no CUDA-capable device is detected': 'provider-unusable',
  'CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version': 'provider-unusable',
  'CUDA failure 700: an illegal memory access was encountered ; GPU=0': 'host-crash',
  'CUDNN failure 8: CUDNN_STATUS_EXECUTION_FAILED': 'host-crash',
  'Got invalid dimensions for input: x': 'failed',
};

check('a text of onnxruntime', {
  'has one meaning': () => {
    for (const [text, kind] of Object.entries(TEXTS)) assert.is(faultKind(text), kind, text);
  },
});
