#!/usr/bin/env bash
# Gives the instance back when it cannot become or stay a whole worker. While the launch hook waits, abandoning it ends
# the instance. Later a powered-off instance fails its health check and the group replaces it, without a permission
# of its own; and one whose answer was lost costs no more than its volume until the hook times out.
# Environment: LAUNCH_HOOK_NAME, and that of lifecycle-action.sh.
set -euo pipefail

echo "giving this instance up; the worker's last words:" >&2
journalctl --boot --unit asset-hub-worker.service --lines 20 --no-pager --output cat || true
"${0%/*}/lifecycle-action.sh" "$LAUNCH_HOOK_NAME" ABANDON || systemctl poweroff
