/**
 * User data: what cloud-init runs once, at the first boot. It says what the instance is for and enables one unit;
 * everything that must happen at every start, in the warm pool too, hangs on that unit.
 *
 * On a baked machine image the scripts and units are there. On the plain boot path this brings them along, and first
 * installs driver and container runtime with the scripts that make the image.
 */
import { BOOT_ENVIRONMENT_FILE, bootEnvironment, WORKER_ENVIRONMENT_FILE } from './boot-environment.ts';
import { type BootFile, bootScripts, bootUnits, installScripts } from './boot-files.ts';
import { BOOT_FOLDERS } from './boot-folders.ts';
import { type BootSettings, groupOf } from './boot-settings.ts';
import { deployedBootPath } from './deployed-boot-path.ts';
import { environmentFile } from './environment-file.ts';
import { workerEnvironment } from './worker-environment.ts';

/** "16 KB, in raw form, before it is base64-encoded": EC2 user guide, instance user data, 2023-05-31 [H]. */
export const USER_DATA_BYTES_MAX = 16_384;

/** What docker takes to kill a container and say so, after its own stop timeout [L]. */
const KILL_SECONDS = 30;

/**
 * The text for a launch template, not yet in base64.
 *
 * @throws HubError when the group's boot path cannot be deployed
 * @throws Error when the text is longer than AWS takes
 * @example userData({ plan, fleet, kind: 'burst', workerImage, ... })   // '#!/usr/bin/env bash\n...'
 */
export function userData(settings: BootSettings): string {
  const isPlain = deployedBootPath(groupOf(settings).bootPath) === 'plain';
  const text = [
    '#!/usr/bin/env bash',
    `# Asset Hub ${settings.plan.stack}: ${settings.fleet.name}, ${settings.kind} group.`,
    'set -euo pipefail',
    'put() { install -D -m 0644 /dev/stdin "$1"; }',
    ...(isPlain ? filesOfTheImage() : []),
    ...settingFiles(settings),
    'systemctl daemon-reload',
    "trap 'systemctl start asset-hub-give-up.service' ERR",
    ...(isPlain ? installs() : []),
    'systemctl enable --now --no-block asset-hub-enter-service.service',
    '',
  ].join('\n');
  const byteCount = new TextEncoder().encode(text).length;
  if (byteCount <= USER_DATA_BYTES_MAX) return text;
  throw new Error(
    `user data of ${settings.fleet.name} ${settings.kind} has ${byteCount} bytes, AWS takes ${USER_DATA_BYTES_MAX}`,
  );
}

/** Settings of this group: for the scripts, for the worker, and the plan's two time limits for systemd. */
function settingFiles(settings: BootSettings): readonly string[] {
  const group = groupOf(settings);
  return [
    written(BOOT_ENVIRONMENT_FILE, environmentFile(bootEnvironment(settings))),
    written(WORKER_ENVIRONMENT_FILE, environmentFile(workerEnvironment(settings))),
    dropIn('asset-hub-weights', `TimeoutStartSec=${group.bootTimeoutSeconds}`),
    dropIn('asset-hub-worker', `TimeoutStopSec=${group.drainSeconds + KILL_SECONDS}`),
  ];
}

const dropIn = (unit: string, line: string): string =>
  written(`${BOOT_FOLDERS.units}/${unit}.service.d/plan.conf`, `[Service]\n${line}\n`);

function filesOfTheImage(): readonly string[] {
  const programs = [...bootScripts(), ...installScripts()];
  return [
    ...programs.map(script => written(`${BOOT_FOLDERS.programs}/${script.name}`, withoutComments(script))),
    `chmod +x ${BOOT_FOLDERS.programs}/*.sh`,
    ...bootUnits().map(unit => written(`${BOOT_FOLDERS.units}/${unit.name}`, withoutComments(unit))),
  ];
}

function installs(): readonly string[] {
  const environment = `DOCKER_CONFIG_FILE=${BOOT_FOLDERS.docker}/daemon.json`;
  return installScripts().map(({ name }) => `${environment} ${BOOT_FOLDERS.programs}/${name}`);
}

/** Whole lines only, which in these files are comments and nothing else; they would take a third of the room. */
function withoutComments({ text }: BootFile): string {
  return text.replace(/^[ \t]*#(?!!).*\n/gm, '').replace(/^\n/gm, '');
}

/** No line of ours is END. */
const written = (path: string, text: string): string => `put ${path} <<'END'\n${text}END`;
