"""PyTorch eager: prints "ready", then, for each line that it reads, trains an epoch and prints the seconds that it took and the mean loss.

Usage: pytorch.py MODEL THREADS SAMPLES BATCH_SIZE
The data lies in memory, batches are gathered by a permutation, and the loss is added up without fetching it, as in the other loops.
"""
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


MODELS = {
    "mlp-128": ([784], lambda: [nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)]),
    "mlp-512": ([784], lambda: [nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)]),
    "cnn": (
        [1, 28, 28],
        lambda: [
            nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10),
        ],
    ),
    "lstm": ([50, 16], lambda: [LastStep(16, 128), nn.Linear(128, 10)]),
}


def main():
    name, threads, samples, batch_size = sys.argv[1], *map(int, sys.argv[2:5])
    torch.set_num_threads(threads)
    shape, layers = MODELS[name]
    torch.manual_seed(1)
    features = torch.rand(samples, *shape)
    labels = torch.randint(0, 10, (samples,))
    model = nn.Sequential(*layers())
    optimizer = torch.optim.Adam(model.parameters(), eps=1e-7)
    loss_of = nn.CrossEntropyLoss()

    def epoch():
        total = torch.zeros([])
        order = torch.randperm(samples)
        for chosen in order.split(batch_size):
            loss = loss_of(model(features[chosen]), labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(chosen)
        return total.item() / samples

    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        loss = epoch()
        print(time.perf_counter() - start, loss, flush=True)


main()
