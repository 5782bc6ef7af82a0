/** The GPU instance types a fleet may use; what each holds stands in `instances.ts`. */
export const INSTANCE_TYPE_NAMES = [
  'g4dn.xlarge',
  'g4dn.2xlarge',
  'g4dn.4xlarge',
  'g5.xlarge',
  'g5.2xlarge',
  'g6.xlarge',
  'g6.2xlarge',
  'g6e.xlarge',
] as const;
export type InstanceTypeName = (typeof INSTANCE_TYPE_NAMES)[number];

/** Whose stage times a plan has; all other types are so much faster or slower. */
export const REFERENCE_TYPE: InstanceTypeName = 'g4dn.xlarge';
