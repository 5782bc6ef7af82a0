#!/usr/bin/env bash
# Installs the NVIDIA driver on Amazon Linux 2023: the compute parts, with the open kernel module, built for the kernel
# that runs. Needs no GPU. The open module serves every GPU of the catalog (Turing and later: NVIDIA developer blog,
# 2024-07 [H]); ONNX Runtime asks for CUDA 12, which this branch runs.
# Version and package names: Amazon Linux 2023 release notes 2023.10.20260330, "Nvidia Updated Packages" [H], from
# Amazon's own repository that the package nvidia-release adds. That later snapshots keep it is unproven [L].
set -euo pipefail

driver_version=580.126.20-1.amzn2023

# kernel-modules-extra holds drm, which the module needs (github.com/amazonlinux/amazon-linux-2023 issue 538 [M]).
kernel=$(uname --kernel-release)
dnf install --assumeyes "kernel-devel-$kernel" "kernel-headers-$kernel" "kernel-modules-extra-$kernel" dkms nvidia-release
dnf install --assumeyes "kmod-nvidia-open-dkms-$driver_version" "nvidia-driver-cuda-$driver_version" \
  "nvidia-persistenced-$driver_version"

# dkms leaves a failed build behind with no more than a warning.
modinfo --field version nvidia
systemctl enable nvidia-persistenced.service
if grep --quiet --no-messages --line-regexp 0x10de /sys/bus/pci/devices/*/vendor; then
  modprobe nvidia
  systemctl start nvidia-persistenced.service
fi
