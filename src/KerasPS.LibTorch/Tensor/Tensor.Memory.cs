using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public Tensor clone() => Ops.clone.Call(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Ops.copy_.CallInPlace(this, source, nonBlocking);

        public Tensor zero_() => Ops.zero_.CallInPlace(this);

        public Tensor fill_(Scalar value) => Ops.fill_.CallInPlace(this, value);

        /// <summary>The number of bytes of one value.</summary>
        public long ElementSize => torch.ElementSize(dtype);

        /// <summary>The values of a contiguous tensor on the CPU, in place; the tensor must be kept alive as long as they are used.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                NativeTensorInfo info = Info();
                return device_type == DeviceType.CPU && is_contiguous()
                    ? new Span<byte>(info.Data, checked((int)(info.NumberOfElements * ElementSize)))
                    : throw new InvalidOperationException($"The bytes of {this} are not side by side on the CPU.");
            }
        }

        public Tensor cpu() => to(CPU);

        /// <summary>A copy in memory of the host that a GPU reads by itself.</summary>
        public Tensor pin_memory() => Ops.pin_memory.Call(this);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            DisposedAfter(disposeAfter, Ops.to_dtype_layout.Call(this, Argument.None, Argument.None, device, Argument.None, non_blocking, copy));

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            DisposedAfter(disposeAfter, Ops.to_dtype_layout.Call(this, type, Argument.None, device, Argument.None, non_blocking, copy));

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            DisposedAfter(disposeAfter, Ops.to_dtype.Call(this, type, non_blocking, copy));

        public Tensor uniform_(double from, double to, Generator? generator = null) => Ops.uniform_.CallInPlace(this, from, to, generator);

        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) => Ops.normal_.CallInPlace(this, mean, std, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Ops.bernoulli_.CallInPlace(this, p, generator);

        private Tensor DisposedAfter(bool disposeAfter, Tensor result)
        {
            if (disposeAfter)
                Dispose();
            return result;
        }
    }
}
