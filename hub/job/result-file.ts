/** The file a job is for: it stands beside the manifest of the last stage of its way. The worker stores it so. */
import type { Job } from './job.ts';
import { type JobKind, KIND_STAGES } from './job-kind.ts';
import { parseManifestKey, stageFolder } from './manifest-key.ts';

export type ResultFile = { readonly name: string; readonly mediaType: string };

const GLB = 'model/gltf-binary';

export const RESULT_FILES: Readonly<Record<JobKind, ResultFile>> = Object.freeze({
  character: { name: 'character.glb', mediaType: GLB },
  image: { name: 'image.png', mediaType: 'image/png' },
  mesh: { name: 'mesh.glb', mediaType: GLB },
  rig: { name: 'character.glb', mediaType: GLB },
});

/** Its key in the bucket; undefined when no manifest of the last stage is recorded. */
export function resultKey({ kind, manifests }: Pick<Job, 'kind' | 'manifests'>): string | undefined {
  const manifest = parseManifestKey(manifests[KIND_STAGES[kind].last] ?? '');
  return manifest === undefined ? undefined : `${stageFolder(manifest)}${RESULT_FILES[kind].name}`;
}
