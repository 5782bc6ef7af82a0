/**
 * The packages that worker/ and hub/ import, without what only the rest of the project needs (Pulumi, esbuild, the charts ...).
 * A test compares it with the imports.
 */
export const WORKER_PACKAGES: readonly string[] = Object.freeze([
  '@aws-sdk/client-auto-scaling',
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-s3',
  '@aws-sdk/client-sqs',
  '@aws-sdk/lib-dynamodb',
  '@gltf-transform/core',
  '@gltf-transform/extensions',
  '@gltf-transform/functions',
  '@huggingface/tokenizers',
  'meshoptimizer',
  'onnxruntime-node',
  'pino',
  'sharp',
  'yaml',
  'zod',
]);
