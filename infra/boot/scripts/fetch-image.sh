#!/usr/bin/env bash
# Pulls the worker's container image unless it is here. Its tags are immutable, so the name alone tells.
# Environment: WORKER_IMAGE (registry/repository:tag), AWS_REGION.
set -euo pipefail

if docker image inspect "$WORKER_IMAGE" >/dev/null 2>&1; then
  echo "$WORKER_IMAGE is here"
  exit
fi

# The registry's token lives as long as this script: neither an instance nor a machine image keeps it.
DOCKER_CONFIG=$(mktemp --directory)
export DOCKER_CONFIG
trap 'rm --recursive --force "$DOCKER_CONFIG"' EXIT
aws ecr get-login-password | docker login --username AWS --password-stdin "${WORKER_IMAGE%%/*}"
docker pull --quiet "$WORKER_IMAGE"
