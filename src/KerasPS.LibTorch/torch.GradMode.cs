using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => NativeMethods.kps_grad_enabled() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly bool previous = is_grad_enabled();

        public GradMode(bool enabled) => NativeMethods.kps_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => NativeMethods.kps_set_grad_enabled(previous ? 1 : 0);
    }
}
