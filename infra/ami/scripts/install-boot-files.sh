#!/usr/bin/env bash
# Puts the boot scripts and their units, which infra/boot holds, where the instance runs them. None is enabled here: the
# user data does that, after it has said what the instance is for.
# Environment: UPLOAD_FOLDER (has scripts/ and units/), PROGRAM_FOLDER, UNIT_FOLDER.
set -euo pipefail

mkdir --parents "$PROGRAM_FOLDER" "$UNIT_FOLDER"
install --mode=0755 --target-directory="$PROGRAM_FOLDER" "$UPLOAD_FOLDER"/scripts/*.sh
install --mode=0644 --target-directory="$UNIT_FOLDER" "$UPLOAD_FOLDER"/units/*.service
