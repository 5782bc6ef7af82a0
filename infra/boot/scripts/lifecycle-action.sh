#!/usr/bin/env bash
# lifecycle-action.sh CONTINUE|ABANDON: answers the launch hook of the Auto Scaling group. Fails when no hook waits.
# The group's name comes from the instance's tags, which the launch template must show in the metadata.
# Environment: LAUNCH_HOOK_NAME, AWS_REGION.
set -euo pipefail

group=$("${0%/*}/metadata.sh" tags/instance/aws:autoscaling:groupName)
instance=$("${0%/*}/metadata.sh" instance-id)
aws autoscaling complete-lifecycle-action --lifecycle-hook-name "$LAUNCH_HOOK_NAME" \
  --auto-scaling-group-name "$group" --instance-id "$instance" --lifecycle-action-result "$1"
echo "answered $1 to $LAUNCH_HOOK_NAME of $group"
