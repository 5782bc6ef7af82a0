#!/usr/bin/env bash
# bake.sh STACK REGION WORKER_IMAGE [WEIGHTS_URL]: makes the workers' machine image and tells the stack about it. A
# running stack stays as it is: its next deploy looks the image up (infra/fleet/machine-image.ts) and rolls the groups.
#
#   infra/ami/bake.sh prod us-east-1 123456789012.dkr.ecr.us-east-1.amazonaws.com/workers:0.1.0
#
# WEIGHTS_URL (s3://bucket/weights/<release>) only for the boot path baked-ami. Needs packer, jq and the AWS CLI; what
# the caller must be allowed stands in worker.pkr.hcl.
set -euo pipefail

if [[ $# -lt 3 || $# -gt 4 ]]; then
  sed -n '2,/^set/p' "$0" | sed '$d; s/^# \{0,1\}//' >&2
  exit 2
fi
stack=$1 region=$2 worker_image=$3 weights_url=${4:-}

here=$(cd "$(dirname "$0")" && pwd)
made=$(mktemp --directory)
trap 'rm --recursive --force "$made"' EXIT
packer init "$here/worker.pkr.hcl"
packer build -var "stack=$stack" -var "region=$region" -var "worker_image=$worker_image" \
  -var "weights_url=$weights_url" -var "manifest_file=$made/manifest.json" "$here/worker.pkr.hcl"

# An artifact is called region:image.
image=$(jq --raw-output '.builds[-1].artifact_id' "$made/manifest.json")
if [[ $image != "$region":ami-* ]]; then
  echo "no machine image of $region was made (saw '$image')" >&2
  exit 1
fi
# Of this data type, AWS itself checks that the image exists.
parameter=/asset-hub/$stack/machine-image
aws ssm put-parameter --region "$region" --name "$parameter" --value "${image#*:}" \
  --type String --data-type aws:ec2:image --overwrite
echo "$parameter is ${image#*:}"
