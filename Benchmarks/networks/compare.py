#!/usr/bin/env python3
"""Trains and runs the same binary networks in PyTorch and in Larmor, in one run, two threads each.

Usage: networks.py NETWORKS_BENCHMARK [THREADS [wall or processor]]; needs torch, and MNIST under LARMOR_DATA or
../shared/data. Prints one JSON object per line: name, ours, peer, ratio, unit. Ratios above 1 say
how much faster Larmor is; times are the best of several, so that other work on the machine counts
less.
"""
import gzip
import json
import os
import subprocess
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

# On a machine that others use too, compare the time that one thread spends on a processor.
clock = time.process_time if sys.argv[3:] == ["processor"] else time.perf_counter


class SignSTE(torch.autograd.Function):
    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return torch.where(x >= 0, 1.0, -1.0).to(x.dtype)

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        return gradient * (x.abs() <= 1)


class BinaryLinear(nn.Linear):
    def forward(self, x):
        return F.linear(x, SignSTE.apply(self.weight))


class BinaryConv(nn.Conv2d):
    def forward(self, x):
        return self._conv_forward(x, SignSTE.apply(self.weight), None)


class Sign(nn.Module):
    def forward(self, x):
        return SignSTE.apply(x)


def read(name, header):
    for root in [os.environ.get("LARMOR_DATA", ""), "../shared/data"]:
        path = os.path.join(root, "mnist", name + ".gz")
        if os.path.exists(path):
            raw = gzip.open(path).read()[header:]
            return torch.frombuffer(bytearray(raw), dtype=torch.uint8)
    sys.exit("MNIST not found; set LARMOR_DATA")


def clamp(model):
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, (BinaryLinear, BinaryConv)):
                layer.weight.clamp_(-1, 1)


def perceptron():
    layers = []
    for inputs, outputs in [(784, 1024), (1024, 1024)]:
        layers += [BinaryLinear(inputs, outputs, bias=False), nn.BatchNorm1d(outputs), Sign()]
    return nn.Sequential(*layers, BinaryLinear(1024, 10, bias=False), nn.BatchNorm1d(10))


def convolutional():
    layers, inputs = [], 3
    for outputs in [64, 128, 256]:
        layers += [BinaryConv(inputs, outputs, 3, padding=1, bias=False),
                   nn.BatchNorm2d(outputs), Sign(),
                   BinaryConv(outputs, outputs, 3, padding=1, bias=False),
                   nn.MaxPool2d(2), nn.BatchNorm2d(outputs), Sign()]
        inputs = outputs
    return nn.Sequential(*layers, nn.Flatten(), BinaryLinear(256 * 16, 10, bias=False),
                         nn.BatchNorm1d(10))


def step(model, optimizer, x, y, brain):
    with torch.autocast("cpu", torch.bfloat16, enabled=brain):
        loss = F.cross_entropy(model(x).float(), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    clamp(model)


def train_perceptron(brain):
    images = read("train-images-idx3-ubyte", 16).float().div(127.5).sub(1).view(-1, 784)
    labels = read("train-labels-idx1-ubyte", 8).long()
    test = read("t10k-images-idx3-ubyte", 16).float().div(127.5).sub(1).view(-1, 784)
    test_labels = read("t10k-labels-idx1-ubyte", 8).long()
    torch.manual_seed(1)
    model = perceptron()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    seconds = []
    for _ in range(3):
        begin = clock()
        for batch in torch.randperm(60000).split(256):
            step(model, optimizer, images[batch], labels[batch], brain)
        seconds.append(clock() - begin)
    model.eval()
    with torch.no_grad():
        accuracy = (model(test).argmax(1) == test_labels).float().mean().item()
        times = []
        for _ in range(5):
            begin = clock()
            with torch.autocast("cpu", torch.bfloat16, enabled=brain):
                for batch in test.split(1000):
                    model(batch).argmax(1)
            times.append(clock() - begin)
    return min(seconds), accuracy, 10000 / min(times)


def convolution_step(brain):
    torch.manual_seed(1)
    model = convolutional().to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    x = torch.rand(128, 3, 32, 32).to(memory_format=torch.channels_last)
    y = torch.arange(128) % 10
    times = []
    for _ in range(6):
        begin = clock()
        step(model, optimizer, x, y, brain)
        times.append(clock() - begin)
    return min(times)


def line(name, ours, peer, unit, faster):
    ratio = peer / ours if faster == "less" else ours / peer
    print(json.dumps({"name": name, "ours": round(ours, 5), "peer": round(peer, 5),
                      "ratio": round(ratio, 3), "unit": unit}), flush=True)


def main():
    threads = sys.argv[2] if len(sys.argv) > 2 else "2"
    torch.set_num_threads(int(threads))
    ours = json.loads(subprocess.run([sys.argv[1], threads, *sys.argv[3:]], check=True, capture_output=True,
                                     text=True).stdout)
    peers = {False: train_perceptron(False), True: train_perceptron(True)}
    steps = {brain: convolution_step(brain) for brain in peers}
    version = "PyTorch " + torch.__version__.split("+")[0]
    for brain, format in [(False, "float32"), (True, "bfloat16")]:
        seconds, accuracy, rate = peers[brain]
        line(f"binary MLP epoch against {version} {format}", ours["mlp_epoch_seconds"], seconds,
             "s", "less")
        line(f"binary MLP test accuracy after 3 epochs, {format}", ours["mlp_accuracy"], accuracy,
             "share", "more")
        line(f"packed inference against {version} {format}", ours["images_per_second"], rate,
             "images/s", "more")
        line(f"binary convolutional step against {version} {format}",
             ours["convolution_step_seconds"], steps[brain], "s", "less")
    line("binary MLP epoch, both float32", ours["mlp_epoch_seconds_float32"], peers[False][0],
         "s", "less")
    line("packed inference against the popcount limit", ours["popcount_words_per_second"],
         ours["popcount_limit_per_thread"] * int(threads), "words/s", "more")


main()
