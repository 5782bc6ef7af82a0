#!/usr/bin/env bash
# Asset Hub test: everything, burst group.
set -euo pipefail
put() { install -D -m 0644 /dev/stdin "$1"; }
put /etc/asset-hub/boot.env <<'END'
AWS_REGION=us-east-1
LAUNCH_HOOK_NAME=launch
TERMINATION_HOOK_NAME=termination
BOOT_TIMEOUT_SECONDS=30
LOCAL_FOLDER=/mnt/asset-hub
WEIGHTS_FOLDER=/mnt/asset-hub/weights
SCRATCH_FOLDER=/mnt/asset-hub/scratch
KEPT_WEIGHTS_FOLDER=/var/lib/asset-hub/weights
KEEP_WEIGHTS=false
WEIGHTS_SOURCE=bucket
WEIGHTS_URL=s3://asset-hub-test-assets-0a1b2c3/weights/1
WORKER_IMAGE=123456789012.dkr.ecr.us-east-1.amazonaws.com/asset-hub-test-worker-0a1b2c3:0.1.0
WORKER_USER=10001
WORKER_ENVIRONMENT_FILE=/etc/asset-hub/worker.env
CONTAINER_WEIGHTS_FOLDER=/weights
READY_FILE=/run/asset-hub/ready
DRAIN_SECONDS=300
LOG_GROUP_NAME=asset-hub-test-workers-0a1b2c3
LOG_STREAM_PREFIX=everything/burst
END
put /etc/asset-hub/worker.env <<'END'
AWS_REGION=us-east-1
ASSET_HUB_STACK=test
ASSET_HUB_FLEET=everything
ASSET_HUB_GROUP=burst
ASSET_HUB_QUEUES=[{"name":"rigging","stages":["retopology","texture","rigging","package"],"visibilityTimeoutSeconds":600,"heartbeatSeconds":60,"receiveCountMax":4,"longPollSeconds":20,"url":"https://sqs.us-east-1.amazonaws.com/123456789012/asset-hub-test-rigging-0a1b2c3"},{"name":"generation","stages":["text-to-image","matte","image-to-3d"],"visibilityTimeoutSeconds":300,"heartbeatSeconds":60,"receiveCountMax":4,"longPollSeconds":20,"url":"https://sqs.us-east-1.amazonaws.com/123456789012/asset-hub-test-generation-0a1b2c3"}]
ASSET_HUB_STAGE_SECONDS={"retopology":60,"texture":0,"rigging":45,"package":0,"text-to-image":10,"matte":0,"image-to-3d":15}
ASSET_HUB_PROVIDER=cuda
ASSET_HUB_JOB_TABLE=asset-hub-test-jobs-0a1b2c3
ASSET_HUB_ASSETS_BUCKET=asset-hub-test-assets-0a1b2c3
ASSET_HUB_WEIGHTS_FOLDER=/weights
ASSET_HUB_SCRATCH_FOLDER=/tmp
ASSET_HUB_READY_FILE=/run/asset-hub/ready
ASSET_HUB_TERMINATION_HOOK=termination
ASSET_HUB_DRAIN_SECONDS=300
ASSET_HUB_SCALE_IN_PROTECTION=true
ASSET_HUB_REBALANCE=true
ASSET_HUB_CHECKPOINTS=true
ASSET_HUB_NOTICE_FINISH_SECONDS=100
ASSET_HUB_RETRY_BACKOFF_SECONDS=30
ASSET_HUB_RETENTION_DAYS=30
END
put /etc/systemd/system/asset-hub-weights.service.d/plan.conf <<'END'
[Service]
TimeoutStartSec=30
END
put /etc/systemd/system/asset-hub-worker.service.d/plan.conf <<'END'
[Service]
TimeoutStopSec=330
END
systemctl daemon-reload
trap 'systemctl start asset-hub-give-up.service' ERR
systemctl enable --now --no-block asset-hub-enter-service.service
