# Sourced by run, full and renew: works in a copy of the checkout, creates environments, prints a table of results.

set -euo pipefail
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# pip, pytest and supportdir write only below $work. Set PIP_CACHE_DIR to keep a cache.
mkdir "$work/tmp" "$work/source"
export TMPDIR="$work/tmp" SUPPORTDIR_CACHE_DIR="$work/cache" SUPPORTDIR_CONFIG_DIR="$work/config"
export PIP_CACHE_DIR="${PIP_CACHE_DIR:-$work/pip}" PIP_DISABLE_PIP_VERSION_CHECK=1
unset PYTHONPATH PYTEST_ADDOPTS

tar -C "$checkout" -cf - --exclude=./.git --exclude=./.venv --exclude=./.hypothesis --exclude='.*_cache' --exclude=__pycache__ . |
    tar -C "$work/source" -xf -
cd "$work/source"

# environment NAME PIP-ARGUMENTS...: install into a fresh environment $work/NAME.
environment() {
    local name=$1
    shift
    "$python" -m venv "$work/$name"
    "$work/$name/bin/pip" install -q "$@"
}

names=() results=() seconds=() tests=() failed=()

# check NAME COMMAND...: run the command and record the result; a function fails at its first failing line.
check() {
    local name=$1 start=$SECONDS status
    shift
    printf '\n== %s\n' "$name"
    set +e
    (set -e; "$@") 2>&1 | tee "$work/log"
    status=${PIPESTATUS[0]}
    set -e
    names+=("$name")
    seconds+=($((SECONDS - start)))
    tests+=("$(grep -E '[0-9]+ (passed|failed|errors?)\b.* in [0-9]' "$work/log" | tail -n 1 | sed 's/ in .*//; s/^=* *//' || true)")
    if [ "$status" = 0 ]; then results+=(passed); else results+=(FAILED) failed+=("$name"); fi
}

# report: print the table of all checks and exit with 1 if one failed.
report() {
    printf '\n%-42s %-7s %6s  %s\n' check result time tests
    for i in "${!names[@]}"; do
        printf '%-42s %-7s %4d s  %s\n' "${names[i]}" "${results[i]}" "${seconds[i]}" "${tests[i]}"
    done
    if [ ${#failed[@]} = 0 ]; then
        printf '\neverything passed\n'
    else
        printf '\nfailed:\n'
        printf '  %s\n' "${failed[@]}"
        exit 1
    fi
}
