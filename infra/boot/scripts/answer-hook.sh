#!/usr/bin/env bash
# answer-hook.sh HOOK: lets a lifecycle hook continue, and says so again until AWS has taken it or no such hook waits
# (after a reboot in service, or when only the reply was lost). An answer that is not taken ends the instance in mid-job.
# After BOOT_TIMEOUT_SECONDS of pauses a launch hook has timed out, and AWS has taken the instance: nothing to mend here.
# Environment: BOOT_TIMEOUT_SECONDS, and that of lifecycle-action.sh.
set -euo pipefail

no_hook_waits=3
# The pauses double up to half a minute, each longer by a part drawn by chance: a hundred instances that were refused
# together because they asked together must not ask together again.
step_seconds=1
step_seconds_max=32
waited_seconds=0

while true; do
  status=0
  "${0%/*}/lifecycle-action.sh" "$1" CONTINUE || status=$?
  if ((status == 0 || status == no_hook_waits)); then exit; fi
  if ((waited_seconds >= BOOT_TIMEOUT_SECONDS)); then
    echo "the $1 hook took no answer in $waited_seconds s" >&2
    exit
  fi
  pause_seconds=$((step_seconds + RANDOM % step_seconds))
  sleep "$pause_seconds"
  waited_seconds=$((waited_seconds + pause_seconds))
  step_seconds=$((step_seconds < step_seconds_max ? 2 * step_seconds : step_seconds_max))
done
