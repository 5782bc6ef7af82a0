import { HubError } from '../../hub/errors.ts';

/** Of the boot paths that can be simulated, those that a cold launch can take. */
export const DEPLOYED_BOOT_PATHS = ['plain', 'baked-ami', 'weights-from-s3'] as const;
export type DeployedBootPath = (typeof DEPLOYED_BOOT_PATHS)[number];

/**
 * @throws HubError for a path that is only a set of times: `instant`, `warm-start`, or one of the stack's own
 * @example deployedBootPath('weights-from-s3')   // 'weights-from-s3'
 */
export function deployedBootPath(name: string): DeployedBootPath {
  const path = DEPLOYED_BOOT_PATHS.find(candidate => candidate === name);
  if (path !== undefined) return path;
  throw new HubError(
    'CONFIG_INVALID',
    `bootPath ${name} can be simulated but not deployed: no instance boots that way`,
    {
      hint: `deploy with ${DEPLOYED_BOOT_PATHS.join(', ')}; to change their times, set boot.<path>`,
    },
  );
}
