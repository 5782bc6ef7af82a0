/** In the order a job passes them. A queue serves a run of neighbours. */
export const STAGE_NAMES = [
  'text-to-image',
  'matte',
  'image-to-3d',
  'retopology',
  'texture',
  'rigging',
  'package',
] as const;
export type StageName = (typeof STAGE_NAMES)[number];
