#!/bin/sh
# Compares with PyTorch on this machine's GPU, without a .NET SDK: builds the shim for python3's PyTorch beside the bench, which was published on another machine with
#     dotnet publish bench -c Release -r linux-x64 --self-contained -p:TorchProvider=LibTorch -o FOLDER
# and runs it.
# Usage: bench/gpu/run.sh FOLDER [--device cuda|cuda:N|cpu] [WORKLOAD...]
set -eu
folder=$1
shift
cmake -S "$(dirname "$0")/../../src/KerasPS.LibTorch/native" -B "$folder/shim"
cmake --build "$folder/shim"
cp "$folder/shim/lib/libkerasps_torch.so" "$folder"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1  # bare machines have no ICU
exec "$folder/KerasPS.Bench" gpu "$@"
