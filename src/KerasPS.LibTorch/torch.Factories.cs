using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static unsafe partial class torch
{
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        WithGrad(Ops.empty.Call(size, dtype ?? ScalarType.Float32, Argument.None, device ?? CPU), requires_grad);

    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        WithGrad(Ops.full.Call(size, value, dtype ?? ScalarType.Float32, Argument.None, device ?? CPU), requires_grad);

    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(size, 0, dtype, device, requires_grad);

    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full(size, 1, dtype, device, requires_grad);

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        WithGrad(Ops.eye_m.Call(rows, columns < 0 ? rows : columns, dtype ?? ScalarType.Float32, Argument.None, device ?? CPU), requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        WithGrad(Ops.arange_start_step.Call(start, stop, step, dtype, Argument.None, device ?? CPU), requires_grad);

    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        WithGrad(Ops.rand_generator.Call(size, generator, dtype ?? ScalarType.Float32, Argument.None, device ?? CPU), requires_grad);

    /// <summary>A random permutation of the integers below <paramref name="n"/>.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        WithGrad(Ops.randperm_generator.Call(n, generator, dtype ?? ScalarType.Int64, Argument.None, device ?? CPU), requires_grad);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Ops.cat.Call(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Ops.stack.Call(tensors.ToArray(), dim);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Ops.einsum.Call(equation, tensors);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Ops.where_self.Call(condition, x, y);

    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        full([], scalar, ScalarType.Float32, device, requires_grad);

    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copied(rawArray, ScalarType.Float32, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copied(rawArray, ScalarType.Float64, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copied(dataArray, ScalarType.Int64, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(byte[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Copied(rawArray, ScalarType.Byte, dimensions, dtype, device, requires_grad);

    /// <summary>A one-dimensional tensor over the array's own memory, which stays pinned as long as the tensor lives.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ScalarType own = TypeOf(rawArray);
        if (count < 0)
            count = rawArray.LongLength - offset;
        if (offset < 0 || offset + count > rawArray.LongLength)
            throw new ArgumentException($"{count} elements from element {offset} on are not within an array of {rawArray.LongLength}.");
        HostTraffic.Note();
        GCHandle pinned = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        byte* start = (byte*)pinned.AddrOfPinnedObject() + (offset * ElementSize(own));
        IntPtr handle;
        int status = NativeMethods.kps_from_blob(start, &count, 1, (int)own, &Unpin, GCHandle.ToIntPtr(pinned), &handle);
        NativeMethods.Check(status, "Making a tensor over an array");
        Tensor result = new(handle);
        return WithGrad(own == dtype ? result : result.to_type(dtype), requires_grad);
    }

    internal static int ElementSize(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.ComplexFloat64 => 16,
        _ => 8,
    };

    private static ScalarType TypeOf(Array array) => array switch
    {
        float[] => ScalarType.Float32,
        double[] => ScalarType.Float64,
        long[] => ScalarType.Int64,
        int[] => ScalarType.Int32,
        byte[] => ScalarType.Byte,
        _ => throw new ArgumentException($"There is no tensor over {array.GetType().Name}."),
    };

    private static Tensor Copied(Array array, ScalarType own, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad)
    {
        using Tensor flat = frombuffer(array, own);
        using Tensor shaped = flat.view(dimensions.ToArray());
        return WithGrad(shaped.to(dtype ?? own, device ?? CPU, copy: true), requires_grad);
    }

    private static Tensor WithGrad(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;

    [UnmanagedCallersOnly]
    private static void Unpin(IntPtr pinned) => GCHandle.FromIntPtr(pinned).Free();
}
