#!/usr/bin/env bash
# Takes out of the machine image what belongs to the instance that made it: identity, keys, histories, caches. Refuses
# to go on when credentials are left, since every instance and every reader of the image would have them.
# Environment: UPLOAD_FOLDER.
set -euo pipefail

for file in /root/.docker/config.json /root/.aws/credentials /home/ec2-user/.docker/config.json /home/ec2-user/.aws/credentials; do
  if [[ -e $file ]]; then
    echo "$file holds credentials" >&2
    exit 1
  fi
done

dnf clean all
cloud-init clean --logs
rm --recursive --force "$UPLOAD_FOLDER" /var/log/journal/* /var/tmp/*
rm --force /etc/ssh/ssh_host_* /root/.ssh/authorized_keys /home/ec2-user/.ssh/authorized_keys
rm --force /root/.bash_history /home/ec2-user/.bash_history
# An empty machine-id is made anew at the first boot.
truncate --size=0 /etc/machine-id
sync
