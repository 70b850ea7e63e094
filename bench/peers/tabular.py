"""pandas and PyTorch eager: a CSV file of numbers to a trained model: normalised, an MLP 19-64-64-1, five epochs in batches of 256, evaluated. The last line is the peak of memory in MB.

Usage: tabular.py CSV THREADS
"""
import resource
import sys

import numpy
import pandas
import torch
from torch import nn

EPOCHS, BATCH_SIZE = 5, 256

torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(1)
table = torch.from_numpy(pandas.read_csv(sys.argv[1]).to_numpy(numpy.float32))
table = table[torch.randperm(len(table))]
features, labels = table[:, :-1].contiguous(), table[:, -1:].contiguous()
count = len(table) * 4 // 5
mean, deviation = features[:count].mean(0), features[:count].std(0, unbiased=False)
features = (features - mean) / deviation
model = nn.Sequential(nn.Linear(19, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))
optimizer = torch.optim.Adam(model.parameters(), eps=1e-7)
loss_of = nn.MSELoss()
for epoch in range(EPOCHS):
    total = torch.zeros([])
    for chosen in torch.randperm(count).split(BATCH_SIZE):
        loss = loss_of(model(features[chosen]), labels[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            total += loss * len(chosen)

model.eval()
with torch.no_grad():
    errors = sum(loss_of(model(x), y) * len(x) for x, y in zip(features[count:].split(BATCH_SIZE), labels[count:].split(BATCH_SIZE)))
    print(f"test error {errors.item() / (len(table) - count):.4f}")
print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6:.0f}")
