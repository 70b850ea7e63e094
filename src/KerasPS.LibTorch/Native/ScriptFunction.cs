namespace TorchSharp.Native;

/// <summary>A function of a compiled TorchScript source.</summary>
/// <param name="unit">The compiled source.</param>
/// <param name="name">The function's name.</param>
internal sealed unsafe class ScriptFunction(IntPtr unit, string name) : NativeFunction
{
    public override string ToString() => $"The TorchScript function '{name}'";

    private protected override int Call(NativeValue* arguments, int count, NativeValue* results, int capacity, int* resultCount) =>
        NativeMethods.kps_invoke(unit, name, arguments, count, results, capacity, resultCount);
}
