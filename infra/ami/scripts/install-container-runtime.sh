#!/usr/bin/env bash
# Installs docker and NVIDIA's container toolkit, which gives containers the GPU.
# Version: Amazon Linux 2023 release notes 2023.10.20260330, "Nvidia Updated Packages" [H], from the repository that
# install-driver.sh adds. That later snapshots keep it is unproven [L].
# Environment: DOCKER_CONFIG_FILE.
set -euo pipefail

toolkit_version=1.19.0-1

dnf install --assumeyes docker "nvidia-container-toolkit-$toolkit_version"

# With systemd as the driver of control groups, `systemctl daemon-reload` takes the GPU from running containers
# (docs.nvidia.com, container toolkit, installation and troubleshooting, read 2026-11 [H]).
mkdir --parents "${DOCKER_CONFIG_FILE%/*}"
printf '{ "exec-opts": ["native.cgroupdriver=cgroupfs"] }\n' >"$DOCKER_CONFIG_FILE"
nvidia-ctk runtime configure --runtime=docker --config="$DOCKER_CONFIG_FILE"
systemctl enable docker.service
systemctl restart docker.service
