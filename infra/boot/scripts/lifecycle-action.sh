#!/usr/bin/env bash
# lifecycle-action.sh HOOK CONTINUE|ABANDON: answers a lifecycle hook of the Auto Scaling group. Fails when AWS did not
# take the answer: with 3 when no such hook waits (any more).
# The group's name comes from the instance's tags, which the launch template must show in the metadata.
# Environment: AWS_REGION.
set -euo pipefail

group=$("${0%/*}/metadata.sh" tags/instance/aws:autoscaling:groupName)
instance=$("${0%/*}/metadata.sh" instance-id)
if error=$(aws autoscaling complete-lifecycle-action --lifecycle-hook-name "$1" \
  --auto-scaling-group-name "$group" --instance-id "$instance" --lifecycle-action-result "$2" 2>&1); then
  echo "answered $2 to the $1 hook of $group"
  exit
fi
echo "$error" >&2
if [[ $error == *'No active Lifecycle Action found'* ]]; then exit 3; fi
exit 1
