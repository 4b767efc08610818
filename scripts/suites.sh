# How scripts/test runs a suite, and counts and reports what it did. Sourced, not run.
# shellcheck shell=bash source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
counts=tests/expected_counts # of each suite, how many tests there are at least: NAME, tab, number
results=$logs/test-results   # of each suite: NAME, passed, failed
patience=1800                # seconds: a suite that hangs has failed; its tests have shorter limits of their own
limit=(env)
if has timeout; then limit=(timeout --foreground "$patience"); fi

# How each kind of suite says what it did: log -> "passed failed". A skipped test has not passed: it counts as failed.
count_catch() { # "All tests passed (9 assertions in 4 test cases)" or "test cases: 4 | 2 passed | 1 failed | 1 skipped"
  sed -nE 's/^All tests passed \(.* in ([0-9]+) test cases?\)$/\1 passed/p; s/^test cases: +[0-9]+ \|//p' "$1" |
    tr '|' '\n' | awk '{ n[$2 == "passed"] += $1 } END { print n[1] + 0, n[0] + 0 }'
}
count_node() { # TAP's "# pass 4" or the other reporter's "ℹ pass 4", and so on
  awk '$2 == "pass" { ok = $3 } $2 ~ /^(fail|cancelled|skipped|todo)$/ && NF == 3 { bad += $3 } END { print ok + 0, bad + 0 }' "$1"
}
count_lines() { # "4 passed, 0 failed" at the end
  awk '/^[0-9]+ passed, [0-9]+ failed$/ { ok = $1; bad = $3 } END { print ok + 0, bad + 0 }' "$1"
}
count_status() { say "$((1 - $2)) $2"; }

# What a log says of its failures: TAP names them where they happened, all else at the end.
failures() { grep -m 5 -A 24 '^ *not ok ' "$1" || tail -n 40 "$1"; }

# suite NAME COUNTER COMMAND...: a line about it, with what the log says it ran "with"; of a failure, what the log says of it.
suite() {
  local name=$1 counter=$2 log="$logs/test-${1//[^A-Za-z0-9]/-}.log" status=0 start=$SECONDS ok bad
  shift 2
  "${limit[@]}" "$@" >"$log" 2>&1 </dev/null || status=$?
  read -r ok bad <<<"$("count_$counter" "$log" "$((status != 0))")"
  # A suite that broke off, or that ran nothing at all, has failed whatever it counted.
  if ((bad == 0 && (status != 0 || ok == 0))); then bad=1; fi
  printf '%-24s %4d passed, %d failed  (%d s)%s\n' "$name" "$ok" "$bad" "$((SECONDS - start))" "$(sed -n 's/^with /, with /p' "$log")"
  printf '%s\t%d\t%d\n' "$name" "$ok" "$bad" >>"$results"
  ((bad == 0)) || { failures "$log" && say "(all of it: $log)"; }
  ((status != 124)) || say "(it was ended after $patience s)"
}

# suite_over FILES NAME COUNTER COMMAND...: as suite; but where it passed here before and none of these files and folders has changed
# since, nor a browser, it is not run again unless `again` is set, and its line says so.
suite_over() {
  local files=$1 name=$2 passed="$logs/passed-${2//[^A-Za-z0-9]/-}" state ok kept
  shift
  state=$(state_of "$files")
  if [[ -z ${again:-} && -f $passed ]] && read -r ok kept <"$passed" && [[ $kept == "$state" ]]; then
    printf '%-24s %4d passed, 0 failed  (%s; unchanged since, not run again)\n' "$name" "$ok" "$(date -r "$passed" '+%F %R')"
    printf '%s\t%d\t0\n' "$name" "$ok" >>"$results"
    return
  fi
  rm -f "$passed"
  suite "$@"
  awk -F '\t' -v state="$state" 'END { if ($3 == 0) print $2, state }' "$results" >"$passed"
}

# A hash of all files in these files and folders, but for installed modules, and of which browsers there are.
state_of() {
  local browser
  {
    # shellcheck disable=SC2086 # several, none of which has a space in its name
    find $1 -name node_modules -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
    for browser in chromium firefox firefox-esr WebKitWebDriver; do
      if has "$browser"; then "$browser" --version 2>/dev/null || true; fi
    done
  } | sha256sum | cut -d ' ' -f 1
}

# builds PRESET TARGET...: what does not build has failed, and its suites are not run: an earlier build's may still lie there.
builds() {
  (built "$@") && return
  say "the preset $1 does not build"
  printf 'build %s\t0\t1\n' "$1" >>"$results"
  return 1
}

# The sum of all suites; fails when a test failed, or when a suite has fewer tests than it had.
total() {
  awk -F '\t' '
    FILENAME == ARGV[1] { passed += $2; failed += $3; ran[$1] = $2 + $3; next }
    ran[$1] + 0 < $2 { printf "%s: only %d tests ran, %s says %d\n", $1, ran[$1], FILENAME, $2; failed++ }
    END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 }' "$results" "$counts"
}

# accept_counts: as many tests as ran this time have to run from now on, but for those whose tools are not everywhere.
accept_counts() {
  awk -F '\t' '$1 !~ / ARM$/ { print $1 "\t" $2 }' "$results" >"$counts"
  say "$counts now says what ran this time"
}
