/**
 * How Node runs the worker. Nearly all that a job leaves in memory is garbage at once, and V8 gives such things up to 128 MiB before
 * it sweeps (Node 24 on a machine of 24 GB): the process grew from 259 MiB after 200 small jobs to 333 after 2,000, with nothing
 * kept. Memory on an instance is for models. With 4 MiB it has 187 MiB and then 194, and small jobs take no more time, nor does
 * `npm run character` (`npm run bench -- worker`; three runs each, 2026-11-28).
 */
export const NODE_FLAGS: readonly string[] = Object.freeze(['--max-semi-space-size=4']);
