#!/usr/bin/env bash
# Gives the instance back when it cannot become or stay a whole worker. While the launch hook waits, abandoning it ends
# the instance. Later a powered-off instance fails its health check and the group replaces it, without a permission
# of its own. Environment: that of lifecycle-action.sh.
set -euo pipefail

echo "giving this instance up" >&2
"${0%/*}/lifecycle-action.sh" ABANDON || systemctl poweroff
