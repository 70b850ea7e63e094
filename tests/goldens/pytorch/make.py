"""Makes the goldens in this folder with PyTorch (1.13 was used): python3 make.py

For each case the module's state_dict as <case>.safetensors, and an input with the module's output, as this library has them (channels last, sequences
as batch, time, features), as <case>.values.safetensors.
"""
import json
import struct

import torch
from torch import nn


def save(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        tensor = tensor.detach().contiguous()
        raw = tensor.numpy().tobytes()
        header[name] = {
            "dtype": {torch.float32: "F32", torch.float16: "F16", torch.int64: "I64"}[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def channels_first(x):
    return x.movedim(-1, 1)


def channels_last(x):
    return x.movedim(1, -1)


class Images(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 4, 3, stride=2, padding=1, groups=2)
        self.bn = nn.BatchNorm2d(4)
        self.depth = nn.Conv2d(4, 4, 3, groups=4, bias=False)
        self.norm = nn.GroupNorm(2, 4)
        self.up = nn.ConvTranspose2d(4, 3, 2, stride=2)
        self.prelu = nn.PReLU(3)
        self.dense = nn.Linear(3 * 4 * 4, 5)
        self.bn1 = nn.BatchNorm1d(3 * 4 * 4)

    def forward(self, x):
        x = self.bn(self.conv(channels_first(x))).relu()
        x = self.norm(self.depth(x))
        x = self.prelu(self.up(x)).flatten(1)
        return self.dense(self.bn1(x))


class Signal(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(3, 4, 2)
        self.dense = nn.Linear(4 * 4, 2)

    def forward(self, x):
        return self.dense(self.conv(channels_first(x)).tanh().flatten(1))


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(9, 4)
        self.lstm = nn.LSTM(4, 3, batch_first=True, bidirectional=True)
        self.gru = nn.GRU(6, 3, batch_first=True)
        self.rnn = nn.RNN(3, 2, batch_first=True)

    def forward(self, x):
        x, _ = self.lstm(self.embedding(x.long()))
        x, _ = self.gru(x)
        return self.rnn(x)[0]


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(6, 2, batch_first=True)
        self.norm = nn.LayerNorm(6)
        self.dense = nn.Linear(6, 6)

    def forward(self, x):
        x = self.norm(x + self.attention(x, x, x)[0])
        return self.dense(x)


def main():
    torch.manual_seed(3)
    stack = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Conv2d(4, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 8), nn.Linear(8, 2))
    named = nn.ModuleDict({"features": nn.Sequential(*stack[:5]), "classifier": nn.Sequential(*stack[5:])})
    stack_forward = lambda x: stack(channels_first(x))
    cases = {
        "images": (Images(), None, torch.randn(2, 8, 8, 2)),
        "signal": (Signal(), None, torch.randn(2, 5, 3)),
        "words": (Words(), None, torch.randint(0, 9, (2, 5)).float()),
        "block": (Block(), None, torch.randn(2, 4, 6)),
        "stack": (named, stack_forward, torch.randn(2, 6, 6, 3)),
    }
    for name, (module, forward, x) in cases.items():
        for key, value in module.state_dict().items():
            if value.is_floating_point():
                value.copy_(torch.rand_like(value) + 0.5 if "var" in key else torch.randn_like(value) * 0.3)
        module.eval()
        state = module.state_dict()
        if name == "stack":
            # As the safetensors library writes it.
            state = dict(sorted(state.items()))
        save(f"{name}.safetensors", state)
        save(f"{name}.values.safetensors", {"input": x, "output": (forward or module)(x)})


if __name__ == "__main__":
    with torch.no_grad():
        main()
