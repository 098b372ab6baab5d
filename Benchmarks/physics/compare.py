"""Macrospin steps per second against cmtj, and the time of a Fokker-Planck solution.

Both sides integrate 5 ns of one 40 nm layer at 300 K with Heun's method; runs alternate, and the
ratio of the medians is what counts on a shared machine.
"""

import importlib.metadata
import json
import statistics
import subprocess
import sys
import time

import cmtj

LARMOR = sys.argv[1]
STEPS = 5000  # 5 ns in steps of 1 ps


def switching(*arguments):
    command = [LARMOR, "switching", "--json", *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def peer():
    """Heun steps of cmtj per second, one core."""
    damping, ms = 0.02, 1.2566  # mu_0 M_s in tesla
    demag = [cmtj.CVector(0, 0, 0), cmtj.CVector(0, 0, 0), cmtj.CVector(0, 0, 1)]
    layer = cmtj.Layer(
        "free",
        mag=cmtj.CVector(0.1, 0.1, 0.99),
        anis=cmtj.CVector(0, 0, 1),
        Ms=ms,
        thickness=1.3e-9,
        cellSurface=1.2566e-15,
        demagTensor=demag,
        damping=damping,
    )
    layer.setAnisotropyDriver(cmtj.ScalarDriver.getConstantDriver(7.5e5))
    layer.setTemperatureDriver(cmtj.ScalarDriver.getConstantDriver(300))
    junction = cmtj.Junction([layer])
    begin = time.perf_counter()
    # Written once at the end, so that storing the trajectory costs it nothing.
    junction.runSimulation(20 * STEPS * 1e-12, 1e-12, 20 * STEPS * 1e-12, solverMode=cmtj.Heun)
    return 20 * STEPS / (time.perf_counter() - begin)


def ours(workers):
    """Heun steps of Larmor per second."""
    result = switching(
        "--current", "50u", "--duration", "5n", "--trajectories", "40960", "--workers", str(workers)
    )
    return result["steps"] / result["seconds"]


def line(name, ours, peer, unit, note):
    ratio = ours / peer if peer else None
    print(json.dumps({"name": name, "ours": ours, "peer": peer, "ratio": ratio, "unit": unit, "note": note}))


pairs = [(ours(1), peer(), ours(2)) for _ in range(5)]
one = statistics.median(p[0] for p in pairs)
other = statistics.median(p[1] for p in pairs)
two = statistics.median(p[2] for p in pairs)
line("macrospin steps, one core", one, other, "1/s", f"cmtj {importlib.metadata.version('cmtj')}, Heun, 300 K, 5 ns")
line("macrospin steps, two cores", two, one, "1/s", "peer: the same on one core")
seconds = statistics.median(
    switching("--current", "100u", "--duration", "8n", "--method", "fokker-planck")["seconds"]
    for _ in range(5)
)
line("Fokker-Planck write-error rate", seconds, 0.2, "s", "peer: the bound; two resolutions and an interval included")
