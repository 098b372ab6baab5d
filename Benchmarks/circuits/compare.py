"""Netlist generation: larmor against PySpice and InSpice, and the largest array that larmor writes.

Prints one JSON line for each figure. Peers are looked for in the Python that runs this; one that is missing
is shown as not measured.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

LARMOR = os.path.join(".build", "release", "larmor")

# The same array as larmor's flat crossbar: per cell a junction, two wire segments, two capacitors.
PEER = """
import sys, time
from {package}.Spice.Netlist import Circuit
n = {size}
start = time.perf_counter()
c = Circuit('crossbar')
for r in range(n):
    c.V('row%d' % r, 'd%d' % r, c.gnd, 0.1)
    for k in range(n):
        c.R('w%d_%d' % (r, k), 'd%d' % r if k == 0 else 'w%d_%d' % (r, k - 1), 'w%d_%d' % (r, k), 0.28)
        c.C('w%d_%d' % (r, k), 'w%d_%d' % (r, k), c.gnd, 5e-17)
        c.R('j%d_%d' % (r, k), 'w%d_%d' % (r, k), 'b%d_%d' % (r, k), 4000)
for k in range(n):
    for r in range(n):
        c.R('b%d_%d' % (r, k), 'b%d_%d' % (r, k), 't%d' % k if r == n - 1 else 'b%d_%d' % (r + 1, k), 0.28)
        c.C('b%d_%d' % (r, k), 'b%d_%d' % (r, k), c.gnd, 5e-17)
    c.V('sense%d' % k, 't%d' % k, c.gnd, 0)
with open('{path}', 'w') as f:
    f.write(str(c))
print(time.perf_counter() - start)
"""


def larmor(size, path):
    """Seconds that the command itself reports, its elements, and its peak memory in bytes."""
    arguments = [LARMOR, "netlist", "crossbar", "--rows", str(size), "--columns", str(size),
                 "--style", "flat", "-o", path, "--json"]
    out = json.loads(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return out, peak


def peer(package, size, path):
    code = PEER.format(package=package, size=size, path=path)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600)
    return float(run.stdout) if run.returncode == 0 else None


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "deck.cir")
        # The largest first: the peak memory of children never falls again.
        big, peak = min((larmor(1024, path) for _ in range(3)), key=lambda x: x[0]["seconds"])
        print(json.dumps({"name": "netlist 1024x1024 flat", "ours": big["seconds"], "unit": "s",
                          "elements": big["elements"], "bytes": big["bytes"],
                          "target": 5}), flush=True)
        print(json.dumps({"name": "netlist 1024x1024 flat, peak memory", "ours": peak / 2**20,
                          "unit": "MiB"}), flush=True)
        size = 128
        ours = min(larmor(size, path)[0]["seconds"] for _ in range(5))
        for package in ("PySpice", "InSpice"):
            theirs = [peer(package, size, path) for _ in range(2)]
            theirs = min((t for t in theirs if t is not None), default=None)
            print(json.dumps({"name": f"netlist {size}x{size} against {package}", "ours": ours,
                              "peer": theirs, "ratio": theirs / ours if theirs else None,
                              "unit": "s"}), flush=True)


if __name__ == "__main__":
    main()
