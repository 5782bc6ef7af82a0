/** Where things stand on an instance, and in the worker's container. The machine image is made with the same paths. */

/** On the instance. */
export const BOOT_FOLDERS = Object.freeze({
  settings: '/etc/asset-hub',
  programs: '/opt/asset-hub/bin',
  units: '/etc/systemd/system',
  /** The local disk is mounted here; it is empty after every stop. */
  localDisk: '/mnt/asset-hub',
  /** On the root volume: what the machine image brings, or what a group with a warm pool keeps. */
  keptWeights: '/var/lib/asset-hub/weights',
  /** In memory, so that no file of an earlier start is taken for one of this. */
  runtime: '/run/asset-hub',
  docker: '/etc/docker',
});

/** In the container. The runtime folder has the same path inside and outside. */
export const CONTAINER_FOLDERS = Object.freeze({
  weights: '/weights',
  /** On the local disk: large, and gone with the container. */
  scratch: '/tmp',
});

/** The worker touches it when its models are loaded and it can take jobs. */
export const READY_FILE = `${BOOT_FOLDERS.runtime}/ready`;
