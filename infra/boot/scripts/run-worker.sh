#!/usr/bin/env bash
# Runs the worker's container in the foreground, for systemd to watch. It may write to three places: its scratch
# folder on the local disk, /dev/shm, and the folder of the file that it touches when it can take jobs.
# Environment: WORKER_IMAGE, WORKER_USER (a number), WORKER_ENVIRONMENT_FILE, WEIGHTS_FOLDER, SCRATCH_FOLDER,
# READY_FILE, CONTAINER_WEIGHTS_FOLDER, DRAIN_SECONDS, LOG_GROUP_NAME, LOG_STREAM_PREFIX, AWS_REGION.
set -euo pipefail

group=$("${0%/*}/metadata.sh" tags/instance/aws:autoscaling:groupName)
instance=$("${0%/*}/metadata.sh" instance-id)
type=$("${0%/*}/metadata.sh" instance-type)

rm --recursive --force "$SCRATCH_FOLDER" "$READY_FILE"
mkdir --parents "$SCRATCH_FOLDER" "${READY_FILE%/*}"
chown "$WORKER_USER:$WORKER_USER" "$SCRATCH_FOLDER" "${READY_FILE%/*}"
# Left over when docker itself died; one name means one worker per instance.
docker rm --force asset-hub-worker >/dev/null 2>&1 || true

# The host's network, so that the metadata service is one hop away and gives the role's credentials (hop limit 1).
# Logs must never hold the worker up: 25 MiB is where AWS saw no loss up to 5 MB/s (AWS containers blog, 2023-07 [M]).
exec docker run --rm --name asset-hub-worker --pull never \
  --gpus all --network host --init --stop-timeout "$DRAIN_SECONDS" \
  --user "$WORKER_USER:$WORKER_USER" --read-only --cap-drop ALL --security-opt no-new-privileges \
  --volume "$WEIGHTS_FOLDER:$CONTAINER_WEIGHTS_FOLDER:ro" \
  --volume "$SCRATCH_FOLDER:/tmp" \
  --volume "${READY_FILE%/*}:${READY_FILE%/*}" \
  --env-file "$WORKER_ENVIRONMENT_FILE" \
  --env "ASSET_HUB_INSTANCE_ID=$instance" \
  --env "ASSET_HUB_INSTANCE_TYPE=$type" \
  --env "ASSET_HUB_AUTO_SCALING_GROUP=$group" \
  --log-driver awslogs --log-opt "awslogs-region=$AWS_REGION" --log-opt "awslogs-group=$LOG_GROUP_NAME" \
  --log-opt "awslogs-stream=$LOG_STREAM_PREFIX/$instance" --log-opt mode=non-blocking --log-opt max-buffer-size=25m \
  "$WORKER_IMAGE"
