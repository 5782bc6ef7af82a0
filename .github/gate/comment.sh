#!/usr/bin/env bash
# Keeps one comment on the pull request: updates the one that this action made before, or else makes it.
#
# takes  GATE_REPORT: Markdown whose first line is the marker by which the comment is found
#        GATE_PULL_REQUEST: its number; empty outside of pull requests
#        GATE_COMMIT: that was judged
#        GH_TOKEN, GITHUB_REPOSITORY, GITHUB_SERVER_URL, GITHUB_RUN_ID
# ends   with 0 also where the token may not write comments, which on pull requests from forks is always so
set -euo pipefail

# GitHub takes 65,536 characters, and no character has fewer bytes than one. The rest is for what is added here.
readonly BYTES_MAX=64000

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

escaped() {
  local text="$1"
  text="${text//\%/%25}"
  text="${text//$'\r'/%0D}"
  printf '%s' "${text//$'\n'/%0A}"
}

# Asks GitHub and keeps the answer in $work/answer. Without the right to comment that is the end, and no failure.
ask() {
  local told
  if gh api "$@" >"$work/answer" 2>"$work/told"; then return; fi
  told="$(cat "$work/told")"
  if [[ "$told" == *'HTTP 403'* ]]; then
    printf '::warning title=asset-sim gate::%s\n' \
      "$(escaped "no comment: this token may not write one, as on pull requests from forks. The report is in the job's summary. ($told)")"
    exit 0
  fi
  printf '::error title=asset-sim gate::%s\n' "$(escaped "the comment could not be written: ${told:-gh ended without a word}")"
  exit 1
}

# Whole lines only, so that no character and no row of a table is torn.
body() {
  local run="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
  LC_ALL=C awk -v max="$BYTES_MAX" '{ size += length($0) + 1; if (size > max) exit; print }' "$GATE_REPORT" >"$work/cut"
  cat "$work/cut"
  if ! cmp -s "$work/cut" "$GATE_REPORT"; then
    printf "\n_This is the beginning; all of it is in the [job's summary](%s)._\n" "$run"
  fi
  printf '\n<sub>for %s, by [this run](%s)</sub>\n' "$GATE_COMMIT" "$run"
}

if [[ -z "$GATE_PULL_REQUEST" ]]; then
  printf 'no pull request, no comment\n'
  exit 0
fi
IFS= read -r marker <"$GATE_REPORT"
if [[ ! "$marker" =~ ^'<!-- asset-sim:'[A-Za-z0-9._-]+' -->'$ ]]; then
  printf '::error title=asset-sim gate::the report does not begin with its marker\n'
  exit 1
fi
body >"$work/body"

# 1. Who this is: a comment of somebody else that begins like ours is not ours.
ask graphql -f query='query { viewer { login } }' --jq '.data.viewer.login'
login="$(cat "$work/answer")"
# 2. The comment that is there.
comments="repos/$GITHUB_REPOSITORY/issues/$GATE_PULL_REQUEST/comments"
ask --paginate "$comments?per_page=100" \
  --jq '.[] | [.id, .user.login, (.body | split("\n")[0] | rtrimstr("\r"))] | @tsv'
found=''
while IFS=$'\t' read -r id author first; do
  if [[ -z "$found" && "$author" == "$login" && "$first" == "$marker" ]]; then found="$id"; fi
done <"$work/answer"
# 3. Written over it, or else beside it.
if [[ -n "$found" ]]; then
  ask --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$found" -F "body=@$work/body" --jq .html_url
else
  ask --method POST "$comments" -F "body=@$work/body" --jq .html_url
fi
printf 'comment: %s\n' "$(cat "$work/answer")"
