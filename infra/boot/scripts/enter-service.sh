#!/usr/bin/env bash
# Leads a prepared instance where its Auto Scaling group wants it, and answers the launch hook there. On the way into
# the warm pool: keep the weights, answer, and wait to be stopped; the worker never runs. On the way into service:
# start the worker, and answer only when it says that it is ready. Fails when it does not become ready.
# Environment: BOOT_TIMEOUT_SECONDS, READY_FILE, LAUNCH_HOOK_NAME, TERMINATION_HOOK_NAME, and that of answer-hook.sh.
set -euo pipefail

here=${0%/*}

target() { "$here/metadata.sh" autoscaling/target-lifecycle-state || true; }

# Wanted no more while it boots, it has no job to finish: it would wait, and be paid, until the hook times out.
leave() {
  echo "this instance is to end before it could work"
  systemctl stop asset-hub-worker.service
  "$here/answer-hook.sh" "$TERMINATION_HOOK_NAME"
  exit
}

wait_for_service() {
  local is_pooled=false
  while true; do
    case $(target) in
      InService) return ;;
      Terminated | Warmed:Terminated) leave ;;
      Warmed:Stopped | Warmed:Running | Warmed:Hibernated)
        if [[ $is_pooled == false ]]; then
          systemctl start asset-hub-keep.service
          "$here/answer-hook.sh" "$LAUNCH_HOOK_NAME"
          is_pooled=true
        fi
        ;;
    esac
    sleep 5
  done
}

wait_for_worker() {
  local waited_seconds
  for ((waited_seconds = 0; waited_seconds < BOOT_TIMEOUT_SECONDS; waited_seconds += 1)); do
    if [[ -e $READY_FILE ]]; then return; fi
    case $(target) in Terminated) leave ;; esac
    if systemctl is-failed --quiet asset-hub-worker.service; then
      echo "the worker failed before it was ready" >&2
      return 1
    fi
    sleep 1
  done
  echo "the worker was not ready after $BOOT_TIMEOUT_SECONDS s" >&2
  return 1
}

wait_for_service
systemctl start asset-hub-worker.service
wait_for_worker
"$here/answer-hook.sh" "$LAUNCH_HOOK_NAME"
systemctl start --no-block asset-hub-keep.service
