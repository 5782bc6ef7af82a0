#!/usr/bin/env bash
# Runs the gate and leaves its verdict as outputs, annotations, a summary and a report. Red is an output here, not an exit
# code: the comment comes next, and give-verdict.sh ends the job.
#
# It protects one invariant: what comes in GATE_* is data. Each value reaches git and asset-sim as one word that begins with
# the name of its flag, no shell reads it, and no line of what they print is a workflow command.
#
# takes  GATE_STACK, GATE_USERS, GATE_SCENARIO, GATE_THRESHOLDS, GATE_BASELINE_REF, GATE_BASELINE, GATE_MAX_REGRESSION,
#        GATE_REPLICATIONS, GATE_STRICT, GATE_COMMENT, GATE_FOLDER: the action's inputs
#        GATE_BASE_BRANCH: that a pull request goes into, else empty
#        GITHUB_ACTION_PATH, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, RUNNER_TEMP, GITHUB_REF: from the runner
# leaves exit-code, outcome, cost-usd-per-character, p95-turnaround-seconds, report, json
set -euo pipefail

readonly EXIT_USAGE=2
# A question for a password would wait for ever.
export GIT_TERMINAL_PROMPT=0
results="$(mktemp -d "${RUNNER_TEMP:-/tmp}/asset-sim-gate.XXXXXX")"
readonly results
args=(gate)

# As actions/toolkit escapes them (packages/core/src/command.ts): of text, and of a property.
escaped() {
  local text="$1"
  text="${text//\%/%25}"
  text="${text//$'\r'/%0D}"
  printf '%s' "${text//$'\n'/%0A}"
}
escaped_property() {
  local text
  text="$(escaped "$1")"
  text="${text//:/%3A}"
  printf '%s' "${text//,/%2C}"
}

notice() { printf '::notice title=asset-sim gate::%s\n' "$(escaped "$1")"; }

output() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

# Shows a file in the log; the runner obeys none of its lines.
show() {
  local token
  token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  printf '::stop-commands::%s\n' "$token"
  cat -- "$1"
  printf '\n::%s::\n' "$token"
}

# The gate could not judge. A comment from before must not go on saying that it passed, so that is a report, too.
end_without_verdict() {
  local exit_code="$1" told="$2" report=''
  printf '::error title=asset-sim gate::%s\n' "$(escaped "$told")"
  printf '**gate could not run**: exit code %s\n\n' "$exit_code" >"$results/told.md"
  # Indented text is shown as it is, whatever is in it.
  printf '%s\n' "$told" | tr '\r' '\n' | sed 's/^/    /' >>"$results/told.md"
  cat "$results/told.md" >>"$GITHUB_STEP_SUMMARY"
  if [[ "$GATE_STACK" =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$ ]]; then
    report="$results/report.md"
    { printf '<!-- asset-sim:%s -->\n\n' "$GATE_STACK" && cat "$results/told.md"; } >"$report"
  fi
  output exit-code "$exit_code"
  output outcome error
  output report "$report"
  exit 0
}

usage_error() { end_without_verdict "$EXIT_USAGE" "error: $1"$'\n'"hint: $2"; }

require_boolean() {
  [[ "$2" == true || "$2" == false ]] || usage_error "$1 must be true or false (saw '$2')" "write $1: true"
}

# One flag, where there is a value.
add() { if [[ -n "$2" ]]; then args+=("$1=$2"); fi; }

# One flag for each line that is not blank.
add_lines() {
  local line
  while IFS= read -r line; do
    line="${line#"${line%%[![:space:]]*}"}"
    add "$1" "${line%"${line##*[![:space:]]}"}"
  done <<<"$2"
}

# The commit that a revision names here; nothing where it names none.
commit_here() { git rev-parse --verify --quiet --end-of-options "$1^{commit}" || true; }

# The same after asking origin, which is where a shallow clone has to look. What git says goes to the log as text.
commit_at_origin() {
  local options=(--quiet --no-tags)
  # A whole clone must not be made shallow.
  if [[ "$(git rev-parse --is-shallow-repository)" == true ]]; then options+=(--depth=1); fi
  if git fetch "${options[@]}" -- origin "$1" >"$results/fetch.log" 2>&1; then
    git rev-parse --verify --quiet 'FETCH_HEAD^{commit}'
  else
    show "$results/fetch.log" >&2
  fi
}

# What GATE_BASELINE_REF names. What is found nowhere is left to asset-sim, which says so.
named_revision() {
  local name="$1" commit
  commit="$(commit_here "$name")"
  if [[ -z "$commit" ]] && git check-ref-format "refs/heads/${name#origin/}"; then
    commit="$(commit_at_origin "${name#origin/}")"
    name="${commit:-$name}"
  fi
  printf '%s' "$name"
}

# The commit a pull request is compared with. Where the checkout is GitHub's merge of the two, that is its first parent: the
# branch as it was when they were merged, whoever has pushed to it since.
base_commit() {
  local parents parent commit=''
  parents="$(git cat-file commit HEAD | sed -n -e '/^$/q' -e 's/^parent //p')"
  parent="${parents%%$'\n'*}"
  if [[ "${GITHUB_REF:-}" == refs/pull/*/merge && "$parents" == *$'\n'* ]]; then
    commit="$(commit_here "$parent")"
    if [[ -z "$commit" ]]; then commit="$(commit_at_origin "$parent")"; fi
  else
    commit="$(commit_at_origin "refs/heads/$GATE_BASE_BRANCH")"
  fi
  printf '%s' "$commit"
}

# A file or a revision that was named, or else the base of the pull request.
add_baseline() {
  local commit file="Pulumi.$GATE_STACK.yaml"
  if [[ -n "$GATE_BASELINE$GATE_BASELINE_REF" ]]; then
    add --baseline "$GATE_BASELINE"
    if [[ -n "$GATE_BASELINE_REF" ]]; then add --baseline-ref "$(named_revision "$GATE_BASELINE_REF")"; fi
  elif [[ -n "$GATE_BASE_BRANCH" ]]; then
    commit="$(base_commit)"
    if [[ -z "$commit" ]]; then
      usage_error "the base of this pull request, $GATE_BASE_BRANCH, cannot be had from git" \
        'check out with fetch-depth: 2, which brings it'
    elif [[ -e "$file" ]] && ! git cat-file -e "$commit:./$file" 2>/dev/null; then
      notice "$file is new: there is nothing on $GATE_BASE_BRANCH to compare with"
      return 0
    fi
    # Short, as people know it; GitHub makes it a link.
    add --baseline-ref "$(git rev-parse --short "$commit")"
  else
    return 0
  fi
  add_lines --max-regression "$GATE_MAX_REGRESSION"
}

# asset-sim names files from where it runs, GitHub from the root of the repository.
show_annotations() {
  local line prefix
  prefix="$(escaped_property "$(git rev-parse --show-prefix 2>/dev/null || true)")"
  while IFS= read -r line; do
    if [[ "$line" =~ ^(::[a-z]+\ file=)(.*)$ ]]; then line="${BASH_REMATCH[1]}$prefix${BASH_REMATCH[2]}"; fi
    printf '%s\n' "$line"
  done <"$results/annotations.txt"
}

# shellcheck disable=SC2016 # JavaScript, which Node expands
readonly READ_OUTPUTS='
  const { gate, metrics } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
  console.log(`outcome=${gate.outcome}`);
  console.log(`cost-usd-per-character=${metrics.cost_usd_per_character?.mean ?? ""}`);
  console.log(`p95-turnaround-seconds=${metrics.turnaround_seconds?.p95 ?? ""}`);
'

# 1. The folder. A name that begins with a hyphen is a folder, too.
[[ -d "$GATE_FOLDER" ]] || usage_error "working-directory must be a folder (saw '$GATE_FOLDER')" 'check the name'
case "$GATE_FOLDER" in /*) cd "$GATE_FOLDER" ;; *) cd "./$GATE_FOLDER" ;; esac

# 2. The command line.
require_boolean strict "$GATE_STRICT"
require_boolean comment "$GATE_COMMENT"
args+=("--stack=$GATE_STACK")
add --users "$GATE_USERS"
add --scenario "$GATE_SCENARIO"
add --replications "$GATE_REPLICATIONS"
add_lines --threshold "$GATE_THRESHOLDS"
if [[ "$GATE_STRICT" == true ]]; then args+=(--strict); fi
add_baseline
args+=("--output=markdown=$results/report.md" "--output=json=$results/gate.json")
args+=("--output=annotations=$results/annotations.txt")

# 3. The gate.
node="$GITHUB_ACTION_PATH/node_modules/.bin/node"
exit_code=0
"$node" "$GITHUB_ACTION_PATH/cli/asset-sim.js" "${args[@]}" >"$results/out.txt" 2>"$results/err.txt" || exit_code=$?
if [[ ! -s "$results/gate.json" ]]; then end_without_verdict "$exit_code" "$(cat "$results/err.txt")"; fi

# 4. What it says, for each of its readers.
show "$results/err.txt"
show "$results/out.txt"
show_annotations
cat "$results/report.md" >>"$GITHUB_STEP_SUMMARY"
"$node" -e "$READ_OUTPUTS" "$results/gate.json" >>"$GITHUB_OUTPUT"
output exit-code "$exit_code"
output report "$results/report.md"
output json "$results/gate.json"
