namespace TorchSharp.Native;

/// <summary>An ATen operator, found once by its name in libtorch's dispatcher and called through its boxed form.</summary>
/// <param name="name">The schema's name, e.g. <c>aten::add</c>.</param>
/// <param name="overload">The schema's overload, e.g. <c>Tensor</c>; empty for the default one.</param>
internal sealed unsafe class Operator(string name, string overload = "") : NativeFunction
{
    private IntPtr handle;

    public override string ToString() => overload.Length == 0 ? name : $"{name}.{overload}";

    private protected override int Call(NativeValue* arguments, int count, NativeValue* results, int capacity, int* resultCount)
    {
        if (handle == IntPtr.Zero)
            handle = Find();
        return NativeMethods.kps_call(handle, arguments, count, results, capacity, resultCount);
    }

    private IntPtr Find()
    {
        IntPtr found = NativeMethods.kps_find_operator(name, overload);
        return found != IntPtr.Zero ? found : throw new LibTorchException(NativeMethods.LastError());
    }
}
