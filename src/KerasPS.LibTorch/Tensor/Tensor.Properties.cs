using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        public unsafe long[] shape
        {
            get
            {
                NativeTensorInfo info = Info();
                long[] result = new ReadOnlySpan<long>(info.Sizes, info.Dimensions).ToArray();
                GC.KeepAlive(this);
                return result;
            }
        }

        public long ndim => Info().Dimensions;

        public long NumberOfElements => Info().NumberOfElements;

        public ScalarType dtype => (ScalarType)Info().ScalarType;

        public DeviceType device_type => (DeviceType)Info().DeviceType;

        public Device device
        {
            get
            {
                NativeTensorInfo info = Info();
                return new Device((DeviceType)info.DeviceType, info.DeviceIndex);
            }
        }

        public bool is_floating_point() =>
            dtype is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

        public bool is_leaf => Info().IsLeaf != 0;

        public long dim() => ndim;

        public long numel() => NumberOfElements;

        public unsafe long size(int dim)
        {
            NativeTensorInfo info = Info();
            long result = info.Sizes[dim < 0 ? dim + info.Dimensions : dim];
            GC.KeepAlive(this);
            return result;
        }

        public bool is_contiguous() => Info().IsContiguous != 0;

        /// <summary>The values in memory, which must be on the CPU.</summary>
        /// <typeparam name="T">The .NET type of <see cref="dtype"/>.</typeparam>
        public Utils.TensorAccessor<T> data<T>()
            where T : unmanaged => new(this);

        /// <summary>The value of a tensor with one element; waits for the device.</summary>
        /// <typeparam name="T">The .NET type of <see cref="dtype"/>.</typeparam>
        public T item<T>()
            where T : unmanaged
        {
            Utils.TensorAccessor<T>.Require(this);
            HostTraffic.Note();
            Scalar value = Ops.item.CallScalar(this);
            object boxed = value.Kind switch
            {
                ValueKind.Double => value.ToDouble(),
                ValueKind.Bool => value.Bits != 0,
                _ => value.ToInt64(),
            };
            return (T)Convert.ChangeType(boxed, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
        }

        internal unsafe NativeTensorInfo Info()
        {
            NativeTensorInfo info;
            NativeMethods.Check(NativeMethods.kps_info(Handle, &info), "Describing a tensor");
            return info;
        }
    }
}
