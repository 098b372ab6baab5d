"""Runs CosimulationBenchmark and, where it can be imported, CrossSim on the same network.

Usage: compare.py COSIMULATION_BENCHMARK THREADS [NETWORK]. Prints one JSON object a line: name, ours, peer,
ratio, unit. CrossSim gets the trained network itself, the test images, the same tiles of 128 rows and the
same spread of conductances, in processor seconds for the 10 000 of the test set, as ours:

- without parasitics, in batches, pixels as voltages in one product: its fastest way, which leaves out
  what our characteristic is for;
- with parasitics of the same resistance, on a few images of each layer, scaled to the whole set.

Benchmarks/crossbars/README.md says how CrossSim becomes importable.
"""
import gzip
import json
import os
import struct
import subprocess
import sys
import time

NETWORK = sys.argv[3] if len(sys.argv) > 3 else None
BATCH = 1000
FEW = 16


def arrays(path, np):
    """The arrays of a safetensors file; weights from their bits, as -1 and 1."""
    with open(path, "rb") as file:
        data = file.read()
    size = struct.unpack("<Q", data[:8])[0]
    header, body = json.loads(data[8:8 + size]), data[8 + size:]
    found = {}
    for name, field in header.items():
        if name != "__metadata__":
            begin, end = field["data_offsets"]
            kind = {"U8": np.uint8, "F32": "<f4"}[field["dtype"]]
            found[name] = np.frombuffer(body[begin:end], kind).reshape(field["shape"])
    return found


def images(np):
    """The pixels (0 to 1) and labels of the MNIST test set."""
    folder = os.path.join(os.environ.get("LARMOR_DATA", "../shared/data"), "mnist")
    def read(name, skip):
        with gzip.open(os.path.join(folder, name)) as file:
            return np.frombuffer(file.read()[skip:], np.uint8)
    pixels = read("t10k-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    return pixels / 255.0, read("t10k-labels-idx1-ubyte.gz", 8)


class Peer:
    """The network on CrossSim's arrays."""

    def __init__(self, parasitics):
        import numpy as np
        from simulator import AnalogCore, CrossSimParameters
        self.np = np
        parameters = CrossSimParameters()
        parameters.core.rows_max = parameters.core.cols_max = 128
        device = parameters.xbar.device
        device.programming_error.enable = True
        device.programming_error.model = "NormalProportionalDevice"
        device.programming_error.magnitude = 0.05
        array = parameters.xbar.array.parasitics
        array.enable = parasitics
        # Segment over the resistance of a parallel junction: 0.28 ohm over 80 kohm.
        array.Rp_row = array.Rp_col = 0.28 / 80e3
        found = arrays(NETWORK, np)
        self.layers = []
        for layer in range(3):
            inputs = 784 if layer == 0 else 1024
            bits = np.unpackbits(found[f"{layer}.weight.bits"], axis=1, bitorder="little")
            core = AnalogCore(2.0 * bits[:, :inputs] - 1, params=parameters)
            norm = {key: found[f"{layer}.norm.{key}"].astype(float)
                    for key in ("weight", "bias", "running_mean", "running_var")}
            gain = norm["weight"] / np.sqrt(norm["running_var"] + 1e-5)
            self.layers.append((core, gain, norm["bias"] - gain * norm["running_mean"]))

    def classes(self, pixels):
        np, x = self.np, pixels.T
        for layer, (core, gain, shift) in enumerate(self.layers):
            sums = (core @ x) * (255 if layer == 0 else 1)
            x = gain[:, None] * sums + shift[:, None]
            if layer < 2:
                x = np.where(x >= 0, 1.0, -1.0)
        return x.argmax(axis=0)


def crosssim(parasitics):
    """Processor seconds of CrossSim for the whole test set, samples run and their accuracy."""
    import numpy as np
    pixels, labels = images(np)
    peer = Peer(parasitics)
    count = FEW if parasitics else len(pixels)
    batch = 1 if parasitics else BATCH
    peer.classes(pixels[:batch])
    begin = time.process_time()
    found = [peer.classes(pixels[at:at + batch]) for at in range(0, count, batch)]
    seconds = time.process_time() - begin
    right = float((np.concatenate(found) == labels[:count]).mean())
    return seconds * len(pixels) / count, count, right


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
    for parasitics in (False, True):
        figure = {"name": "characteristic inference of the MNIST test set against CrossSim "
                          + ("with parasitics" if parasitics else "without parasitics"),
                  "ours": ours, "peer": None, "ratio": None, "unit": "s of processor"}
        try:
            import simulator  # noqa: F401
        except ImportError:
            simulator = None
        if simulator and NETWORK:
            peer, count, right = crosssim(parasitics)
            figure |= {"peer": peer, "ratio": peer / ours, "samples": count, "accuracy": right}
        print(json.dumps(figure), flush=True)


main()
