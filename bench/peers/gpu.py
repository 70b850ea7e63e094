"""PyTorch, eager or compiled, on one device: trains an epoch, prints "ready", and then, for each line that it reads, trains an epoch and prints the seconds that it took.

Usage: gpu.py MODEL eager|compile DEVICE float32|mixed_bfloat16 SAMPLES BATCH_SIZE
The data lies on the device, batches are gathered by a permutation, and the loss is added up there; an epoch ends with reading it. On GPUs matrices are multiplied in TF32,
and images are in PyTorch's channels_last, as its guide to tuning advises.
"""
import contextlib
import sys
import time

import torch
from torch import nn


class LastStep(nn.Module):
    """An LSTM of which the last step's output is taken."""

    def __init__(self, features, units):
        super().__init__()
        self.lstm = nn.LSTM(features, units, batch_first=True)

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


class MeanOverTime(nn.Module):
    def forward(self, x):
        return x.mean(1)


def convolutions():
    return [
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10),
    ]


def block():
    return nn.TransformerEncoderLayer(256, 8, 1024, dropout=0.0, batch_first=True)


MODELS = {
    "gpu-cnn-256": ([1, 28, 28], convolutions),
    "gpu-cnn-1024": ([1, 28, 28], convolutions),
    "gpu-mlp": ([784], lambda: [nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)]),
    "gpu-lstm": ([50, 16], lambda: [LastStep(16, 128), nn.Linear(128, 10)]),
    "gpu-transformer": ([128, 64], lambda: [nn.Linear(64, 256), block(), block(), MeanOverTime(), nn.Linear(256, 10)]),
}


def main():
    name, mode, device_name, policy = sys.argv[1:5]
    samples, batch_size = map(int, sys.argv[5:7])
    device = torch.device(device_name)
    if device.type == "cuda":
        torch.set_float32_matmul_precision("high")
    shape, layers = MODELS[name]
    torch.manual_seed(1)
    features = torch.rand(samples, *shape, device=device)
    labels = torch.randint(0, 10, (samples,), device=device)
    model = nn.Sequential(*layers()).to(device)
    if len(shape) == 3:
        model = model.to(memory_format=torch.channels_last)
        features = features.contiguous(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), eps=1e-7)
    loss_of = nn.CrossEntropyLoss()
    forward = torch.compile(model) if mode == "compile" else model
    half = policy == "mixed_bfloat16"

    def epoch():
        total = torch.zeros([], device=device)
        order = torch.randperm(samples, device=device)
        for chosen in order.split(batch_size):
            with torch.autocast(device.type, dtype=torch.bfloat16) if half else contextlib.nullcontext():
                loss = loss_of(forward(features[chosen]), labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(chosen)
        return total.item() / samples

    epoch()
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        epoch()
        print(time.perf_counter() - start, flush=True)


main()
