"""Says in lines what h5py reads from files: path, type, shape, attributes that are texts, and values in single precision."""

import json
import sys

import h5py
import numpy as np


def texts(item):
    found = {}
    for name, value in item.attrs.items():
        if isinstance(value, bytes):
            value = value.decode("utf-8")
        if isinstance(value, str):
            found[name] = value
    return json.dumps(dict(sorted(found.items())), ensure_ascii=True)


def values(dataset):
    stored = dataset[()]
    if dataset.attrs.get("dtype") == "bfloat16":
        stored = (np.frombuffer(np.asarray(stored).tobytes(), "<u2").astype("<u4") << 16).view("<f4")
    return np.asarray(stored).astype("<f4").tobytes().hex()


def describe(path, item):
    if isinstance(item, h5py.Group):
        print(f"{path}|group|{texts(item)}")
        for name in sorted(item, key=lambda n: n.encode("utf-8")):
            describe(f"{path}/{name}", item[name])
    else:
        kind = "bfloat16" if item.attrs.get("dtype") == "bfloat16" else item.dtype.name
        print(f"{path}|{kind}|{','.join(str(n) for n in item.shape)}|{texts(item)}|{values(item)}")


sys.stdout.reconfigure(encoding="utf-8")
for path in sys.argv[1:]:
    with h5py.File(path, "r") as file:
        describe("", file)
