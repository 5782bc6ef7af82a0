#!/usr/bin/env bash
# Succeeds when the Auto Scaling group wants this instance in service. A worker that crashes while its instance goes
# back to the warm pool, or to its end, must not be started again: it would take jobs that it cannot finish.
set -euo pipefail

[[ $("${0%/*}/metadata.sh" autoscaling/target-lifecycle-state) == InService ]]
