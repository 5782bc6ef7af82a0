#!/usr/bin/env bash
# Copies the staged weights to the root volume, so that a start from the warm pool reads them from a disk whose blocks
# are there, not from the bucket. The manifest comes last and tells that the copy is whole.
# Environment: KEEP_WEIGHTS (true or false), LOCAL_FOLDER, WEIGHTS_FOLDER, KEPT_WEIGHTS_FOLDER.
set -euo pipefail

if [[ $KEEP_WEIGHTS != true ]]; then exit; fi
# Without a local disk the staged weights are on the root volume already.
if ! mountpoint --quiet "$LOCAL_FOLDER"; then exit; fi
if cmp --silent "$WEIGHTS_FOLDER/manifest.sha256" "$KEPT_WEIGHTS_FOLDER/manifest.sha256"; then exit; fi

rm --recursive --force "$KEPT_WEIGHTS_FOLDER"
mkdir --parents "$KEPT_WEIGHTS_FOLDER"
while read -r _ path; do
  mkdir --parents "$(dirname "$KEPT_WEIGHTS_FOLDER/$path")"
  cp "$WEIGHTS_FOLDER/$path" "$KEPT_WEIGHTS_FOLDER/$path"
done <"$WEIGHTS_FOLDER/manifest.sha256"
cp "$WEIGHTS_FOLDER/manifest.sha256" "$KEPT_WEIGHTS_FOLDER/manifest.sha256"
echo "weights kept in $KEPT_WEIGHTS_FOLDER"
