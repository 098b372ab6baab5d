"""Draws wafer.csv: 120 junctions of a made-up wafer. python3 draw.py > wafer.csv"""

import math
import random

draw = random.Random(2112)
print("# made up: see README.md")
print("die,parallel_resistance,antiparallel_resistance,half_bias_voltage,"
      "switching_voltage_to_parallel,switching_voltage_to_antiparallel")
for die in range(1, 121):
    size, barrier, magnet, bias, up, down = (draw.gauss(0, 1) for _ in range(6))
    # A smaller pillar has more resistance; a thicker barrier more resistance and more TMR.
    parallel = 6400 * math.exp(0.05 * size + 0.03 * barrier)
    ratio = 1.05 * math.exp(0.02 * barrier + 0.02 * magnet)
    half = 0.52 * math.exp(0.03 * bias)
    to_parallel = 0.46 * math.exp(0.02 * size + 0.04 * up)
    to_antiparallel = 0.58 * math.exp(0.02 * size + 0.04 * down)
    print(f"{die},{parallel:.1f},{parallel * (1 + ratio):.1f},{half:.4f},"
          f"{to_parallel:.4f},{to_antiparallel:.4f}")
