"""Turns JSON lines of figures into one JSON file and one Markdown table.

Repeated lines of one name are one figure: the median, with the smallest and the largest. Every figure that
figures.json names is a row, measured or not; what else was measured follows in a table of its own.
"""

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys


def processor():
    try:
        with open("/proc/cpuinfo") as lines:
            return next(line.split(":")[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def first_line(*command):
    """The first line that a program says of itself; None where it is not installed."""
    if shutil.which(command[0]) is None and not os.path.exists(command[0]):
        return None
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = [line.strip(" *") for line in (run.stdout + run.stderr).splitlines() if line.strip(" *")]
    return said[0] if said else None


def machine():
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "system": platform.platform(terse=True),
        "larmor": first_line(".build/release/larmor", "--version"),
        "swift": first_line("swift", "--version"),
        "ngspice": first_line("ngspice", "--version"),
        "python": platform.python_version(),
    }


def read(source):
    """The figures by name, in the order in which they came first, each with all its repeats."""
    found = {}
    with open(source) as lines:
        for line in lines:
            try:
                figure = json.loads(line)
            except ValueError:
                continue
            if isinstance(figure, dict) and "name" in figure:
                found.setdefault(figure["name"], []).append(figure)
    return found


def values(repeats, what):
    def one(figure):
        ours, peer = figure.get("ours"), figure.get("peer")
        if what == "ours/peer":
            return ours / peer if ours is not None and peer else None
        return figure.get(what)

    return [v for v in map(one, repeats) if isinstance(v, (int, float))]


def summary(repeats, what):
    """Median, smallest, largest and count of a value; None where it was not measured."""
    found = values(repeats, what)
    if not found:
        return None
    return {"median": statistics.median(found), "low": min(found), "high": max(found), "repeats": len(found)}


def number(value):
    return f"{value:.4g}" if isinstance(value, (int, float)) else str(value)


def text(found):
    if found is None:
        return "not measured"
    if found["repeats"] == 1:
        return number(found["median"])
    return f"{number(found['median'])} ({number(found['low'])} to {number(found['high'])})"


def holds(found, goal):
    match = re.match(r"(>=|<=) ([\d.]+)$", goal)
    if found is None or match is None:
        return None
    bound = float(match[2])
    return found["median"] >= bound if match[1] == ">=" else found["median"] <= bound


def main(source, folder):
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "figures.json")) as file:
        goals = json.load(file)
    found = read(source)
    rows = []
    for goal in goals:
        # Several lines may answer one figure, such as sizes: each is a row.
        names = [name for name in found if re.search(goal["match"], name)] or [None]
        for name in names:
            repeats = found.get(name, [])
            value = summary(repeats, goal["of"])
            rows.append({
                "issue": goal["issue"], "figure": goal["figure"], "measured_as": name, "goal": goal["goal"],
                "value": value, "ours": summary(repeats, "ours"), "peer": summary(repeats, "peer"),
                "unit": repeats[0].get("unit") if repeats else None, "met": holds(value, goal["goal"]),
            })
    named = {row["measured_as"] for row in rows}
    others = [
        {"name": name, "unit": repeats[0].get("unit"),
         **{what: summary(repeats, what) for what in ("ours", "peer", "ratio")}}
        for name, repeats in found.items() if name not in named
    ]
    about = machine()
    with open(os.path.join(folder, "figures.json"), "w") as out:
        json.dump({"machine": about, "figures": rows, "others": others}, out, indent=2)
    with open(os.path.join(folder, "figures.md"), "w") as out:
        out.write("# Figures\n\n")
        for key, value in about.items():
            out.write(f"- {key}: {value if value is not None else 'not installed'}\n")
        out.write("\nMedians; the smallest and largest of the repeats in brackets.\n\n")
        out.write("| issue | figure | goal | measured | met | ours | peer | unit |\n")
        out.write("|---|---|---|---|---|---|---|---|\n")
        for row in rows:
            met = {True: "yes", False: "no", None: "-"}[row["met"]]
            out.write(
                f"| {row['issue']} | {row['figure']} | {row['goal']} | {text(row['value'])} | {met} "
                f"| {text(row['ours'])} | {text(row['peer'])} | {row['unit'] or ''} |\n")
        if others:
            out.write("\n| also measured | ours | peer | ratio | unit |\n|---|---|---|---|---|\n")
            for row in others:
                out.write(
                    f"| {row['name']} | {text(row['ours'])} | {text(row['peer'])} | {text(row['ratio'])} "
                    f"| {row['unit'] or ''} |\n")
    measured = sum(row["value"] is not None for row in rows)
    print(f"{measured} of {len(rows)} named figures measured; {folder}/figures.json and {folder}/figures.md",
          file=sys.stderr)


main(*sys.argv[1:3])
