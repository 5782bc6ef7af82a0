#!/usr/bin/env bash
# Stands in for the program it is called as: hands the command line to the test that runs it, and prints and returns what
# that answers. Environment: STAND_INS, the test's address.
set -euo pipefail

input=
if [[ " $* " == *' --password-stdin '* ]]; then input=$(cat); fi
{
  read -r exit_code
  read -r errors
  cat
} < <(printf '%s\0' "$input" "$@" | curl --silent --show-error --data-binary @- "$STAND_INS/${0##*/}")
if [[ -n $errors ]]; then base64 --decode <<<"$errors" >&2; fi
exit "$exit_code"
