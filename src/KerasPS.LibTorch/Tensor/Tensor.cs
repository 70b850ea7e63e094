using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor: a reference to a tensor of libtorch, released by <see cref="Dispose()"/>, by its scope, or by the finalizer.</summary>
    public sealed partial class Tensor : IDisposable
    {
        private static long totalCount;

        private IntPtr handle;

        internal Tensor(IntPtr handle)
        {
            this.handle = handle;
            Interlocked.Increment(ref totalCount);
            DisposeScope.Current?.Add(this);
        }

        ~Tensor() => Release();

        /// <summary>The number of tensors that are alive in the process.</summary>
        public static long TotalCount => Interlocked.Read(ref totalCount);

        public IntPtr Handle =>
            handle != IntPtr.Zero ? handle : throw new ObjectDisposedException(nameof(Tensor), "This tensor has been disposed.");

        public bool IsInvalid => handle == IntPtr.Zero;

        internal DisposeScope? OwningDisposeScope { get; set; }

        public void Dispose()
        {
            Release();
            GC.SuppressFinalize(this);
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope = null;
            return this;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            DisposeScope? outer = OwningDisposeScope?.Outer;
            OwningDisposeScope = null;
            outer?.Add(this);
            return this;
        }

        public override string ToString()
        {
            if (IsInvalid)
                return "disposed tensor";
            string onDevice = device_type == DeviceType.CPU ? "" : $" on {device}";
            return $"{dtype.ToString().ToLowerInvariant()}[{string.Join(", ", shape)}]{onDevice}";
        }

        private void Release()
        {
            IntPtr released = Interlocked.Exchange(ref handle, IntPtr.Zero);
            if (released == IntPtr.Zero)
                return;
            Interlocked.Decrement(ref totalCount);
            NativeMethods.kps_release(released);
        }
    }
}
