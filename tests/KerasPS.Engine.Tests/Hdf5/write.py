"""Writes files with h5py into a folder: some that can be read, and in the folder 'refused' some with parts of HDF5 that are refused."""

import os
import sys

import h5py
import numpy as np

folder = sys.argv[1]
os.makedirs(os.path.join(folder, "refused"))


def write(name, fill, **options):
    with h5py.File(os.path.join(folder, name + ".h5"), "w", **options) as file:
        fill(file)


def weights(file):
    for layer, shapes in {"dense": [(3, 4), (4,)], "dense_1": [(4, 2), (2,)], "batch_normalization": [(2,)] * 4}.items():
        group = file.create_group(f"layers/{layer}").create_group("vars")
        group.attrs["name"] = f"my_{layer}_größe"
        for i, shape in enumerate(shapes):
            group[str(i)] = np.arange(np.prod(shape), dtype="float32").reshape(shape) + i / 4
    file.create_group("vars")
    optimizer = file.create_group("optimizer").create_group("vars")
    optimizer["0"] = np.asarray(123456789, dtype="int32")
    optimizer["1"] = np.asarray(0.001, dtype="float32")


def types(file):
    for kind in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
        for order in "<>":
            file[order.replace("<", "little/").replace(">", "big/") + kind] = np.asarray([0, 1, 100, 127, 3], dtype=order + kind)
    file["negative"] = np.asarray([-1, -128, 5], dtype="i1")
    file["empty"] = np.zeros((0, 3), dtype="f4")
    file["scalar"] = np.float64(0.1)
    file["special"] = np.asarray([np.nan, np.inf, -np.inf, 1e-45], dtype="f4")
    half = file.create_dataset("half", data=np.asarray([0x3F80, 0xC000, 0x7F80], dtype="<u2").view("V2"))
    half.attrs["dtype"] = "bfloat16"
    layout = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    layout.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((5,))
    compact = h5py.h5d.create(file.id, b"compact", h5py.h5t.IEEE_F32LE, space, layout)
    compact.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(5, dtype="f4"))


def attributes(file):
    file.attrs["text"] = "abc"
    file.attrs["empty"] = ""
    file.attrs["long"] = "ä" * 5000
    file.attrs["bytes"] = np.bytes_("fixed")
    file.attrs["number"] = 5
    file.attrs["numbers"] = np.arange(3.0)
    file.attrs.create("texts", ["a", "b"], dtype=h5py.string_dtype())
    for i in range(200):
        file.create_group(f"g{i}").attrs["name"] = f"text number {i}"


def many(count):
    def fill(file):
        group = file.create_group("many")
        for i in range(count):
            group[f"entry_{i}"] = np.float32(i)

    return fill


def deep(file):
    file.create_group("/".join(f"level{i}" for i in range(40)))["value"] = np.float32(1)


def changed(file):
    weights(file)
    for i in range(30):
        file[f"gone_{i}"] = np.zeros(10)
    for i in range(30):
        del file[f"gone_{i}"]
    del file["layers/dense/vars"].attrs["name"]
    file["layers/dense/vars"].attrs["name"] = "other"
    file["layers/dense/vars"].attrs["more"] = "x"
    file.move("layers/dense_1", "layers/renamed")


for version in [None, "latest", ("earliest", "v108"), ("v108", "v108"), ("v110", "v110")]:
    tag = "default" if version is None else version if isinstance(version, str) else "-".join(version)
    for fill in [weights, types, deep, changed]:
        write(f"{fill.__name__}.{tag}", fill, libver=version)
    for count in [0, 7, 8, 9, 40, 300, 3000]:
        write(f"many{count}.{tag}", many(count), libver=version)
write("attributes", attributes)
write("ordered", weights, track_order=True)
write("ordered.latest", weights, track_order=True, libver="latest")


def refuse(name, fill, **options):
    write("refused/" + name, fill, **options)


def virtual(file):
    layout = h5py.VirtualLayout(shape=(3,), dtype="f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", shape=(3,))
    file.create_virtual_dataset("x", layout)


def many_attributes(file):
    for i in range(20):
        file.attrs[f"a{i}"] = "x"


def cycle(file):
    inner = file.create_group("a/b")
    inner["c"] = file["a"]


def twice(file):
    file["a"] = np.zeros(3)
    file["b"] = file["a"]


def assign(value):
    def fill(file):
        file["x"] = value

    return fill


for version in [None, "latest"]:
    tag = version or "default"
    refuse(f"chunks.{tag}", lambda f: f.create_dataset("x", data=np.arange(100.0), chunks=(10,)), libver=version)
    refuse(f"compressed or filtered.{tag}", lambda f: f.create_dataset("x", data=np.arange(100.0), compression="gzip"), libver=version)
    refuse(f"none were ever written.{tag}", lambda f: f.create_dataset("x", shape=(5,), dtype="f4"), libver=version)
    refuse(f"in other files.{tag}", lambda f: f.create_dataset("x", shape=(5,), dtype="f4", external=[("raw.bin", 0, 20)]), libver=version)
    refuse(f"soft link.{tag}", assign(h5py.SoftLink("/a")), libver=version)
    refuse(f"link.{tag}", assign(h5py.ExternalLink("other.h5", "/a")), libver=version)
    refuse(f"a cycle.{tag}", cycle, libver=version)
    refuse(f"second hard link.{tag}", twice, libver=version)
    refuse(f"compounds.{tag}", assign(np.zeros(3, dtype=[("a", "f4"), ("b", "i4")])), libver=version)
    refuse(f"enumerations.{tag}", assign(np.zeros(3, dtype=bool)), libver=version)
    refuse(f"sequences.{tag}", lambda f: f.create_dataset("x", shape=(2,), dtype=h5py.vlen_dtype("f4")), libver=version)
    refuse(f"references.{tag}", lambda f: f.create_dataset("x", shape=(2,), dtype=h5py.ref_dtype), libver=version)
    refuse(f"arrays.{tag}", lambda f: f.create_dataset("x", shape=(2,), dtype="(3,)f4"), libver=version)
    refuse(f"null dataspace.{tag}", assign(h5py.Empty("f4")), libver=version)
    refuse(f"neither a group nor a dataset.{tag}", assign(np.dtype("f4")), libver=version)
    refuse(f"virtual.{tag}", virtual, libver=version)
    refuse(f"nested more than.{tag}", lambda f: f.create_group("/".join("g" * 70)), libver=version)
refuse("too many attributes.latest", many_attributes, libver="latest")
refuse("signature.userblock", weights, userblock_size=512)
refuse("superblock extension.pages", weights, fs_strategy="page", libver="latest")
