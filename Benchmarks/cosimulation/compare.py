"""Runs CosimulationBenchmark and, where it can be imported, CrossSim on the same network.

Usage: compare.py COSIMULATION_BENCHMARK THREADS [NETWORK]. Prints one JSON object a line: name, ours, peer,
ratio, unit. CrossSim gets matrices of the same shapes, tiles of the same 128 rows and the same parasitic
resistance, and a share of the test vectors; its time is scaled to the 10 000 of the test set.
"""
import json
import subprocess
import sys
import time

SHAPES = [(784, 1024, 8), (1024, 1024, 1), (1024, 10, 1)]
VECTORS = 16


def crosssim():
    """Seconds of CrossSim for the products of the whole test set, or None where it is not installed."""
    try:
        import numpy as np
        from simulator import AnalogCore, CrossSimParameters
    except ImportError:
        return None
    parameters = CrossSimParameters()
    parameters.core.rows_max = parameters.core.cols_max = 128
    parameters.xbar.array.parasitics.enable = True
    # Segment over the resistance of a parallel junction: 0.28 ohm over 80 kohm.
    parameters.xbar.array.parasitics.Rp_row = parameters.xbar.array.parasitics.Rp_col = 0.28 / 80e3
    rng = np.random.default_rng(1)
    seconds = 0.0
    for rows, columns, planes in SHAPES:
        core = AnalogCore(rng.choice([-1.0, 1.0], size=(columns, rows)), params=parameters)
        inputs = rng.choice([0.0, 1.0] if planes > 1 else [-1.0, 1.0], size=(rows, VECTORS))
        core @ inputs[:, 0]
        begin = time.perf_counter()
        for vector in inputs.T:
            core @ vector
        seconds += (time.perf_counter() - begin) / VECTORS * planes
    return seconds * 10_000


def main():
    process = subprocess.Popen([sys.argv[1], "bench", *sys.argv[2:]], stdout=subprocess.PIPE, text=True)
    ours = None
    for line in process.stdout:
        print(line, end="", flush=True)
        figure = json.loads(line)
        if figure["name"].startswith("characteristic inference"):
            ours = figure["ours"]
    if process.wait() != 0:
        sys.exit("CosimulationBenchmark failed")
    peer = crosssim()
    print(json.dumps({
        "name": "characteristic inference of the MNIST test set against CrossSim with parasitics",
        "ours": ours, "peer": peer, "ratio": peer / ours if peer else None, "unit": "s"}))


main()
