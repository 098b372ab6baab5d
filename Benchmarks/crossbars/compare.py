"""Times `larmor solve` beside badcrossbar, CrossSim and ngspice on the array tasks X(n, r, p).

X(n, r, p): n x n cells of 5 or 15 kohm, p input vectors of 0 or 0.1 V, wire segments of r ohm. All in one
run, one thread each unless said; the fastest of a few solves on either side, files and start-up not
counted. One JSON object a line: what, ours, peer, ratio (peer / ours), unit; for checks the bound as well.
"""
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import numpy as np

LARMOR = sys.argv[1]
QUICK = os.environ.get("LARMOR_BENCH_QUICK") == "1"
FOLDER = tempfile.mkdtemp(prefix="larmor-bench-")


def task(n, p):
    rng = np.random.default_rng(1)
    resistances = np.where(rng.random((n, n)) < 0.5, 5e3, 15e3)
    return resistances, rng.choice([0, 0.1], size=(n, p))


def larmor(resistances, inputs, r, *options, repeat=1):
    """The JSON of `larmor solve`, its currents, and what the process used in all: MiB, processor seconds."""
    files = {name: os.path.join(FOLDER, name + ".npy") for name in "RVI"}
    np.save(files["R"], resistances)
    np.save(files["V"], inputs)
    command = [LARMOR, "solve", "--resistances", files["R"], "--inputs", files["V"],
               "--wire-resistance", str(r), "--json", "-o", files["I"], "--repeat", str(repeat)]
    process = subprocess.Popen(command + list(options), stdout=subprocess.PIPE)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} failed: {text.decode()}")
    used = {"MiB": usage.ru_maxrss / 1024, "s": usage.ru_utime + usage.ru_stime}
    return json.loads(text), np.load(files["I"]), used


def fastest(work, times):
    best, result = float("inf"), None
    for _ in range(times):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def report(name, ours, peer, unit="s", **more):
    ratio = None if peer is None or not ours else peer / ours
    print(json.dumps({"name": name, "ours": ours, "peer": peer, "ratio": ratio, "unit": unit, **more}),
          flush=True)


def difference(ours, theirs):
    return float(np.max(np.abs(ours - theirs)) / np.max(np.abs(theirs)))


def beside_badcrossbar():
    try:
        import badcrossbar
    except ImportError:
        report("X(n,1,p) beside badcrossbar, which is not installed", None, None)
        return
    import logging
    logging.disable(logging.CRITICAL)
    for n, p, repeat, peer_repeat in [(64, 1, 200, 5), (128, 1, 200, 5), (256, 1, 100, 3),
                                      (256, 64, 3, 1)]:
        resistances, inputs = task(n, p)
        found, currents, _ = larmor(resistances, inputs, 1, "--workers", "1", repeat=repeat)
        cold, _, _ = larmor(resistances, inputs, 1, "--workers", "1")
        seconds, solution = fastest(
            lambda: badcrossbar.compute(inputs, resistances, 1, node_voltages=False,
                                        all_currents=False), peer_repeat)
        report(f"X({n},1,{p}) beside badcrossbar", found["seconds"], seconds, cold=cold["seconds"],
               difference=difference(currents, np.asarray(solution.currents.output)),
               residual=found["residual"], iterations=found["iterations"])


def beside_crosssim():
    try:
        from simulator import CrossSimParameters
        from simulator.backend import ComputeBackend
        from simulator.circuits.array import NoninterleavedInputSourceArray
    except ImportError:
        report("X(n,1,1) beside CrossSim, which is not installed (see README.md)", None, None)
        return
    ComputeBackend(use_gpu=False)
    for n, repeat in [(64, 200), (128, 200)] + ([] if QUICK else [(256, 100)]):
        resistances, inputs = task(n, 1)
        found, currents, _ = larmor(resistances, inputs, 1, "--workers", "1", repeat=repeat)
        # What it asks for by default, and at the smallest size what it takes for nine digits.
        for error in [1e-3, 1e-9] if n == 64 else [1e-3]:
            parameters = CrossSimParameters()
            lowest = float(resistances.min())
            parameters.xbar.device.Rmin = lowest
            parameters.xbar.array.parasitics.enable = True
            parameters.xbar.array.parasitics.Rp_row = 1
            parameters.xbar.array.parasitics.Rp_col = 1
            parameters.simulation.Verr_th_mvm = error
            parameters.simulation.Niters_max_parasitics = 100 if error == 1e-3 else 2000
            parameters.simulation.disable_fast_matmul = True
            parameters.simulation.hide_convergence_msg = True
            array = NoninterleavedInputSourceArray(parameters)
            # Normalised conductances, outputs x inputs; inputs in units of the largest voltage.
            matrix, vector = (lowest / resistances).T.copy(), inputs[:, 0] / inputs.max()
            try:
                cold, _ = fastest(lambda: array.iterative_solve(matrix, vector), 1)
                warm, theirs = fastest(lambda: array.iterative_solve(matrix, vector), 5)
            except ValueError as failure:
                report(f"X({n},1,1) beside CrossSim to {error:g}", found["seconds"], None,
                       note=str(failure))
                continue
            report(f"X({n},1,1) beside CrossSim to {error:g}", found["seconds"], warm, cold=cold,
                   difference=difference(currents[0], theirs * inputs.max() / lowest))


def operating_point(resistances, inputs, r):
    """Seconds of ngspice's own analysis, and its currents."""
    n = len(resistances)
    lines = ["* crossbar"]
    for i in range(n):
        lines.append(f"v{i} in{i} 0 dc {float(inputs[i, 0])!r}")
        for j in range(n):
            before = f"in{i}" if j == 0 else f"w{i}_{j - 1}"
            lines.append(f"rw{i}_{j} {before} w{i}_{j} {r}")
            lines.append(f"rc{i}_{j} w{i}_{j} b{i}_{j} {float(resistances[i, j])!r}")
            after = f"q{j}" if i == n - 1 else f"b{i + 1}_{j}"
            lines.append(f"rb{i}_{j} b{i}_{j} {after} {r}")
    lines += [f"vs{j} q{j} 0 dc 0" for j in range(n)]
    lines += [".control", "set num_threads=1", "set numdgt=15", "op", "rusage time"]
    lines += [f"print i(vs{j})" for j in range(n)] + [".endc", ".end"]
    deck = os.path.join(FOLDER, "deck.cir")
    with open(deck, "w", encoding="ascii") as file:
        file.write("\n".join(lines))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    start = time.perf_counter()
    done = subprocess.run(["ngspice", "-b", deck], capture_output=True, text=True, cwd=FOLDER,
                          env={**os.environ, "OMP_THREAD_LIMIT": "1"}, check=False)
    wall = time.perf_counter() - start
    user = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    currents = np.full(n, np.nan)
    for line in done.stdout.splitlines():
        if line.startswith("i(vs"):
            name, value = line.split("=")
            currents[int(name[4:].split(")")[0])] = float(value)
    return wall, user, currents


def beside_ngspice():
    if shutil.which("ngspice") is None:
        report("X(n,1,1) beside ngspice .op, which is not installed", None, None)
        return
    for n in [32, 64] + ([] if QUICK else [128]):
        resistances, inputs = task(n, 1)
        found, currents, _ = larmor(resistances, inputs, 1, "--workers", "1", repeat=200)
        wall, user, theirs = operating_point(resistances, inputs, 1)
        report(f"X({n},1,1) beside ngspice .op", found["seconds"], user,
               note="peer: processor time of ngspice, parsing included", wall=wall,
               difference=difference(currents[0], theirs))


def alone():
    resistances, inputs = task(1024, 1)
    found, _, used = larmor(resistances, inputs, 1, "--workers", "1")
    again, _, _ = larmor(resistances, inputs, 1, "--workers", "1", repeat=5)
    report("X(1024,1,1), first solve", found["seconds"], None, fastest=again["seconds"], bound=1,
           residual=found["residual"])
    report("X(1024,1,1), processor time of the whole program", used["s"], None, bound=1)
    report("X(1024,1,1), largest resident size", used["MiB"], None, unit="MiB", bound=400)
    for n, repeat in [(15, 500), (128, 100), (256, 50), (512, 10)]:
        resistances, inputs = task(n, 1)
        linear, _, _ = larmor(resistances, inputs, 1, "--workers", "1", repeat=repeat)
        junctions, _, _ = larmor(resistances, inputs, 1, "--workers", "1", "--half-bias", "0.5",
                                 "--parallel", "5k", repeat=repeat)
        report(f"X({n},1,1) nonlinear over linear", junctions["seconds"], linear["seconds"],
               slower=junctions["seconds"] / linear["seconds"], bound=5)
    resistances, inputs = task(256, 64)
    one, _, _ = larmor(resistances, inputs, 1, "--workers", "1", repeat=5)
    two, _, _ = larmor(resistances, inputs, 1, "--workers", "2", repeat=5)
    report("X(256,1,64) on two threads beside one", two["seconds"], one["seconds"], bound=1.8)


try:
    alone()
    beside_badcrossbar()
    beside_crosssim()
    beside_ngspice()
finally:
    shutil.rmtree(FOLDER, ignore_errors=True)
