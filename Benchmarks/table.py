"""Turns JSON lines of figures into one JSON file and one Markdown table, with the machine they came from."""

import json
import os
import platform
import sys


def processor():
    try:
        with open("/proc/cpuinfo") as lines:
            return next(line.split(":")[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def number(value):
    if value is None:
        return "not measured"
    return f"{value:.4g}" if isinstance(value, (int, float)) else str(value)


def main(source, folder):
    figures = []
    with open(source) as lines:
        for line in lines:
            try:
                figure = json.loads(line)
            except ValueError:
                continue
            if isinstance(figure, dict):
                figures.append(figure)
    machine = {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
    }
    with open(os.path.join(folder, "figures.json"), "w") as out:
        json.dump({"machine": machine, "figures": figures}, out, indent=2)
    with open(os.path.join(folder, "figures.md"), "w") as out:
        out.write(f"{machine['processor']}, {machine['cores']} cores\n\n")
        out.write("| figure | ours | peer | ratio | unit |\n|---|---|---|---|---|\n")
        for f in figures:
            cells = [f.get("name", "")] + [number(f.get(k)) for k in ("ours", "peer", "ratio")]
            out.write("| " + " | ".join(cells + [f.get("unit", "")]) + " |\n")
    print(f"{len(figures)} figures in {folder}/figures.json and {folder}/figures.md", file=sys.stderr)


main(*sys.argv[1:3])
