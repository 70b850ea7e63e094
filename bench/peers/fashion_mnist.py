"""PyTorch eager: the whole job on Fashion-MNIST, from the files to the accuracy: one epoch, evaluation, prediction. The last line is the peak of memory in MB.

Usage: fashion_mnist.py FOLDER THREADS
"""
import gzip
import resource
import sys
from pathlib import Path

import numpy
import torch
from torch import nn

BATCH_SIZE = 64


def read(name):
    with gzip.open(Path(sys.argv[1]) / f"{name}-ubyte.gz") as file:
        content = file.read()
    axes = content[3]
    shape = [int.from_bytes(content[4 * i:4 * i + 4], "big") for i in range(1, axes + 1)]
    return numpy.frombuffer(content, numpy.uint8, offset=4 + 4 * axes).reshape(shape)


def load(subset):
    images = torch.from_numpy(read(f"{subset}-images-idx3").astype(numpy.float32) / 255).unsqueeze(1)
    return images, torch.from_numpy(read(f"{subset}-labels-idx1").astype(numpy.int64))


torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(1)
images, labels = load("train")
test_images, test_labels = load("t10k")
model = nn.Sequential(
    nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10),
)
optimizer = torch.optim.Adam(model.parameters(), eps=1e-7)
loss_of = nn.CrossEntropyLoss()
total, hits = torch.zeros([]), torch.zeros([])
for chosen in torch.randperm(len(labels)).split(BATCH_SIZE):
    outputs, wanted = model(images[chosen]), labels[chosen]
    loss = loss_of(outputs, wanted)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        total += loss * len(chosen)
        hits += (outputs.argmax(1) == wanted).sum()
print(f"loss {total.item() / len(labels):.4f}, accuracy {hits.item() / len(labels):.4f}")

model.eval()
with torch.no_grad():
    outputs = torch.cat([model(part) for part in test_images.split(BATCH_SIZE)])
    print(f"test loss {loss_of(outputs, test_labels).item():.4f}, accuracy {(outputs.argmax(1) == test_labels).float().mean().item():.4f}")
    classes = torch.cat([model(part).softmax(1).argmax(1) for part in test_images.split(BATCH_SIZE)])
    print(f"of class 0: {(classes == 0).sum().item()}")
print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6:.0f}")
