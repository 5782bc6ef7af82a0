#!/usr/bin/env bash
# Puts every file of the weights' manifest into WEIGHTS_FOLDER, each with the right sha256, or fails. Runs at every
# start, because the local disk is empty after every stop. The manifest (lines of sha256sum) is put there last: where
# it stands, all stands.
# Environment: LOCAL_FOLDER (where the local disk is mounted), WEIGHTS_FOLDER (in it), KEPT_WEIGHTS_FOLDER (a copy on
# the root volume, if any), WEIGHTS_SOURCE (bucket or image), WEIGHTS_URL (s3://bucket/weights/<release>), AWS_REGION.
set -euo pipefail

# Four files at a time: as many as the smallest instance has vCPUs to sum them.
files_at_once=4

mount_local_disk() {
  mkdir --parents "$LOCAL_FOLDER"
  if mountpoint --quiet "$LOCAL_FOLDER"; then return; fi
  local disk
  disk=$(lsblk --nodeps --noheadings --paths --output NAME,MODEL |
    awk '/Amazon EC2 NVMe Instance Storage/ && !disk { disk = $1 } END { print disk }')
  if [[ -z $disk ]]; then
    echo "no local disk: the weights stay on the root volume"
    return
  fi
  # -K: discarding the blocks of a whole disk takes longer than filling it with weights.
  mkfs.xfs -q -f -K "$disk"
  mount -o noatime "$disk" "$LOCAL_FOLDER"
}

mount_local_disk
mkdir --parents "$WEIGHTS_FOLDER"
manifest=$LOCAL_FOLDER/manifest.sha256
if [[ $WEIGHTS_SOURCE == image ]]; then
  cp "$KEPT_WEIGHTS_FOLDER/manifest.sha256" "$manifest"
else
  aws s3 cp --only-show-errors "$WEIGHTS_URL/manifest.sha256" "$manifest"
fi
if [[ ! -s $manifest ]]; then
  echo "the manifest of the weights is empty" >&2
  exit 1
fi
xargs --max-args=2 --max-procs="$files_at_once" "${0%/*}/stage-file.sh" <"$manifest"
mv "$manifest" "$WEIGHTS_FOLDER/manifest.sha256"
echo "weights staged in $WEIGHTS_FOLDER"
