/** Ways to find a skeleton and a skin for a mesh. The stage runs one, and does not care which. */
import type { Json } from '../../../hub/job/canonical-json.ts';
import type { Failure } from '../../../hub/job/failure.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import type { Skeleton } from '../../rig/skeleton.ts';
import type { Skin } from '../../rig/skin.ts';
import type { StageContext } from '../stage.ts';

export type Rig = {
  readonly kind: 'rigged';
  readonly skeleton: Skeleton;
  readonly skin: Skin;
  /** What to know of it, for the job's record. */
  readonly about: Readonly<Record<string, Json>>;
};

export type RigBackend = {
  readonly name: 'classic' | 'rignet';
  /** Another one whenever the same mesh would have another rig. */
  readonly version: string;
  /** Models it runs, by their names in the host. */
  readonly models: readonly string[];
  /** Settings that the rig depends on. */
  readonly parameters: Json;
  /**
   * @param mesh with at least one triangle; vertices at one place may be several, at seams of the texture
   * @returns a rig whose skin has an entry for each vertex, or why there will never be one
   */
  readonly rig: (
    mesh: Mesh,
    context: Pick<StageContext, 'host' | 'signal' | 'progress' | 'log'>,
  ) => Promise<Rig | { readonly kind: 'permanent'; readonly failure: Failure }>;
};
