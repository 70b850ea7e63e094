namespace TorchSharp.Native;

/// <summary>An ATen operator, found once by its name in libtorch's dispatcher and called through its boxed form.</summary>
/// <param name="name">The schema's name, e.g. <c>aten::add</c>.</param>
/// <param name="overload">The schema's overload, e.g. <c>Tensor</c>; empty for the default one.</param>
internal sealed unsafe class Operator(string name, string overload = "") : NativeFunction
{
    private IntPtr handle;

    /// <summary>Whether this libtorch has the operator; those that not all versions have are asked for it.</summary>
    public bool Exists
    {
        get
        {
            if (handle == IntPtr.Zero)
                handle = NativeMethods.kps_find_operator(name, overload);
            return handle != IntPtr.Zero;
        }
    }

    public override string ToString() => overload.Length == 0 ? name : $"{name}.{overload}";

    private protected override int Call(NativeValue* arguments, int count, NativeValue* results, int capacity, int* resultCount)
    {
        if (!Exists)
            throw new LibTorchException(NativeMethods.LastError());
        return NativeMethods.kps_call(handle, arguments, count, results, capacity, resultCount);
    }
}
