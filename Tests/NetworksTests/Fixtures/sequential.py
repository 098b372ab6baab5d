"""Writes sequential.safetensors and sequential-samples.safetensors with PyTorch's names and layout.

The network, in PyTorch's words:

    nn.Sequential(Conv2d(2, 4, 3), MaxPool2d(2), BatchNorm2d(4), Sign(), Flatten(),
                  Linear(36, 8, bias=False), BatchNorm1d(8, affine=False), Sign(), Linear(8, 3))

with binary weights, on images of 2 channels of 8x8 pixels, 0 to 255. The logits beside the samples are
computed here, channels first, from the definitions of the modules. Needs numpy and safetensors:

    python3 Tests/NetworksTests/Fixtures/sequential.py
"""
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

HERE = Path(__file__).parent
EPSILON = 1e-5
rng = np.random.default_rng(8)


def latent(*shape):
    return rng.uniform(-1, 1, shape).astype(np.float32)


def sign(x):
    return np.where(x >= 0, 1.0, -1.0)


def norm(x, mean, variance, gamma=1.0, beta=0.0):
    shape = (1, -1) + (1,) * (x.ndim - 2)
    mean, variance, gamma, beta = (
        np.reshape(np.broadcast_to(v, x.shape[1]), shape) for v in (mean, variance, gamma, beta))
    return (x - mean) / np.sqrt(variance + EPSILON) * gamma + beta


state = {
    "0.weight": latent(4, 2, 3, 3),
    "0.bias": (100 * latent(4)).astype(np.float32),
    "2.weight": np.array([1, -0.5, 2, 0.25], np.float32),
    "2.bias": latent(4),
    "2.running_mean": (300 * latent(4) + 300).astype(np.float32),
    "2.running_var": np.array([3e5, 2e5, 1e5, 4e5], np.float32),
    "2.num_batches_tracked": np.array(7, np.int64),
    "5.weight": latent(8, 36).astype(np.float16),
    "6.running_mean": (3 * latent(8)).astype(np.float32),
    "6.running_var": (20 + 10 * latent(8)).astype(np.float32),
    "6.num_batches_tracked": np.array(7, np.int64),
    "8.weight": latent(3, 8),
    "8.bias": (2 * latent(3)).astype(np.float32),
}
pixels = rng.integers(0, 256, (20, 2, 8, 8)).astype(np.uint8)

kernels = sign(state["0.weight"].astype(float))
windows = np.lib.stride_tricks.sliding_window_view(pixels.astype(float), (3, 3), axis=(2, 3))
x = np.einsum("nchwij,ocij->nohw", windows, kernels) + state["0.bias"][None, :, None, None]
x = x.reshape(20, 4, 3, 2, 3, 2).max(axis=(3, 5))
x = sign(norm(x, *(state[f"2.{k}"].astype(float)
                   for k in ("running_mean", "running_var", "weight", "bias"))))
x = x.reshape(20, -1) @ sign(state["5.weight"].astype(float)).T
x = sign(norm(x, state["6.running_mean"].astype(float), state["6.running_var"].astype(float)))
logits = x @ sign(state["8.weight"].astype(float)).T + state["8.bias"]

save_file(state, HERE / "sequential.safetensors", metadata={"format": "pt"})
save_file({"pixels": pixels, "logits": logits.astype(np.float32)},
          HERE / "sequential-samples.safetensors")
