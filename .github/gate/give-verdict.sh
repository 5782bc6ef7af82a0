#!/usr/bin/env bash
# Ends the job as the gate ended: the last step, so that a red gate has its comment, too.
#
# takes  GATE_EXIT_CODE, GATE_OUTCOME: outputs of run-gate.sh; empty where that did not come to an end
set -euo pipefail

if [[ ! "$GATE_EXIT_CODE" =~ ^[0-9]+$ ]]; then
  printf 'the gate came to no verdict: see the steps before\n'
  exit 1
fi
printf 'asset-sim gate: %s, exit code %s\n' "$GATE_OUTCOME" "$GATE_EXIT_CODE"
exit "$GATE_EXIT_CODE"
