#!/usr/bin/env bash
# Makes asset-sim ready to run: `npm ci` in the action's own folder, once. Node 24 is among what it brings.
#
# takes  GITHUB_ACTION_PATH
set -euo pipefail
cd -- "${GITHUB_ACTION_PATH:?is set by the runner}"

# npm writes this file last, so half an installation is made again.
if [[ -x node_modules/.bin/node && -e node_modules/.package-lock.json ]]; then exit 0; fi
if [[ -z "$(type -P npm)" ]]; then
  printf '::error title=asset-sim gate::npm is not on this runner; put actions/setup-node before the gate\n'
  exit 1
fi
# Node is a development dependency, and a job may say NODE_ENV=production.
npm ci --include=dev --no-audit --no-fund
