#!/usr/bin/env bash
# stage-file.sh SHA256 PATH: puts one file of the weights into WEIGHTS_FOLDER: from the copy on the root volume if that
# has the right sum, else from the bucket. Fails rather than leave a file with a wrong sum.
# Environment: as stage-weights.sh.
set -euo pipefail

wanted="$1  -"
staged=$WEIGHTS_FOLDER/$2
kept=$KEPT_WEIGHTS_FOLDER/$2

if [[ -f $staged && $(sha256sum <"$staged") == "$wanted" ]]; then exit; fi
mkdir --parents "${staged%/*}"

# Copied and summed in one pass, so that the volume, the slowest part of a warm start, is read once.
if [[ -f $kept && $(tee "$staged.part" <"$kept" | sha256sum) == "$wanted" ]]; then
  mv "$staged.part" "$staged"
  echo "$2 from the volume"
  exit
fi
if [[ $WEIGHTS_SOURCE == image ]]; then
  echo "$2 is missing in the machine image, or is not what its manifest says" >&2
  exit 1
fi

# One call per file needs no permission to list, and reads its parts in parallel by itself.
aws s3 cp --only-show-errors "$WEIGHTS_URL/$2" "$staged.part"
if [[ $(sha256sum <"$staged.part") != "$wanted" ]]; then
  echo "$2 of $WEIGHTS_URL is not what its manifest says" >&2
  exit 1
fi
mv "$staged.part" "$staged"
echo "$2 from the bucket"
