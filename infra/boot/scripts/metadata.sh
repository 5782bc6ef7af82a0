#!/usr/bin/env bash
# metadata.sh PATH: prints what the instance metadata service knows, and fails when it does not know it (yet).
# IMDSv2 only: a token first, so that the launch template can refuse every request without one.
set -euo pipefail

service=http://169.254.169.254/latest
ask=(curl --fail --silent --show-error --max-time 5 --retry 3 --retry-connrefused)

token=$("${ask[@]}" --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$service/api/token")
"${ask[@]}" --header "X-aws-ec2-metadata-token: $token" "$service/meta-data/$1"
