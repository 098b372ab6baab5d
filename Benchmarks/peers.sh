# Read by the benchmarks: makes `python3` the one of an environment that holds the peers in $peers, installed
# there by pip and never into the project or the system. One that cannot be installed is not measured.
#
#   LARMOR_BENCH_VENV  where the environment is (a folder in the temporary directory)
venv=${LARMOR_BENCH_VENV:-${TMPDIR:-/tmp}/larmor-bench-venv}
if [ ! -x "$venv/bin/python3" ]; then python3 -m venv "$venv" >&2; fi
PATH=$venv/bin:$PATH
for peer in $peers; do
  python3 -c "import $peer" 2>/dev/null || python3 -m pip install --quiet "$peer" >&2 \
    || echo "$peer cannot be installed: not measured" >&2
done
