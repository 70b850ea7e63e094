using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with its own state.</summary>
    public unsafe class Generator : IDisposable
    {
        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            IntPtr handle;
            NativeMethods.Check(
                NativeMethods.kps_generator_new((long)seed, (int)this.device.type, this.device.index, &handle),
                $"Making a random generator on {this.device}");
            Handle = handle;
        }

        ~Generator() => Release();

        public IntPtr Handle { get; private set; }

        public Device device { get; }

        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.kps_generator_seed(Handle, seed), "Seeding a random generator");
            return this;
        }

        public Tensor get_state()
        {
            IntPtr state;
            NativeMethods.Check(NativeMethods.kps_generator_state(Handle, &state), "Reading a random generator's state");
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            NativeMethods.Check(NativeMethods.kps_generator_set_state(Handle, value.Handle), "Setting a random generator's state");
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Release();
            GC.SuppressFinalize(this);
        }

        private void Release()
        {
            IntPtr handle = Handle;
            Handle = IntPtr.Zero;
            if (handle != IntPtr.Zero)
                NativeMethods.kps_generator_free(handle);
        }
    }
}
