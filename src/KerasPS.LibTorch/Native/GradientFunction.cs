using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>A step of libtorch's graph of gradients that managed code computes; it lives as long as the graph.</summary>
internal sealed unsafe class GradientFunction
{
    [ThreadStatic]
    private static Exception? failure;

    private readonly Func<Tensor, Tensor?[]> backward;

    /// <summary>Kept until libtorch has its own references.</summary>
    private Tensor?[] gradients = [];

    private GradientFunction(Func<Tensor, Tensor?[]> backward) => this.backward = backward;

    /// <summary>Makes a tensor a function of others.</summary>
    /// <param name="name">The name of the function, for errors.</param>
    /// <param name="inputs">The tensors that it is a function of.</param>
    /// <param name="output">The tensor, which has no gradient yet.</param>
    /// <param name="backward">The gradients of the inputs for one of the output.</param>
    public static void Attach(string name, Tensor[] inputs, Tensor output, Func<Tensor, Tensor?[]> backward)
    {
        IntPtr[] handles = Array.ConvertAll(inputs, input => input.Handle);
        fixed (IntPtr* first = handles)
        {
            IntPtr context = GCHandle.ToIntPtr(GCHandle.Alloc(new GradientFunction(backward)));
            int status = NativeMethods.kps_function(first, handles.Length, output.Handle, &Compute, &Free, context);
            GC.KeepAlive(inputs);
            NativeMethods.Check(status, name);
        }
    }

    /// <summary>What went wrong on this thread since this was last asked for.</summary>
    public static Exception? TakeFailure()
    {
        Exception? taken = failure;
        failure = null;
        return taken;
    }

    [UnmanagedCallersOnly]
    private static int Compute(IntPtr context, IntPtr grad, IntPtr* gradients, int count)
    {
        try
        {
            GradientFunction function = (GradientFunction)GCHandle.FromIntPtr(context).Target!;
            function.gradients = function.backward(new Tensor(grad));
            for (int i = 0; i < count; i++)
                gradients[i] = function.gradients[i]?.Handle ?? IntPtr.Zero;
            return 0;
        }
        catch (Exception e)
        {
            failure = e;
            return 1;
        }
    }

    [UnmanagedCallersOnly]
    private static void Free(IntPtr context) => GCHandle.FromIntPtr(context).Free();
}
