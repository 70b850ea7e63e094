using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Native;

/// <summary>Something in libtorch that is called with arguments of many kinds.</summary>
internal abstract unsafe class NativeFunction
{
    private const int MaximumArguments = 24;
    private const int MaximumResults = 8;
    private const int MaximumListItems = 64;

    /// <summary>Calls a function that returns one tensor.</summary>
    public torch.Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        Invoke(arguments, results);
        return new torch.Tensor((IntPtr)results[0].Bits);
    }

    /// <summary>Calls a function that changes its first argument in place, and returns that argument.</summary>
    public torch.Tensor CallInPlace(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        Invoke(arguments, results);
        NativeMethods.kps_release((IntPtr)results[0].Bits);
        return (torch.Tensor)arguments[0].Reference!;
    }

    /// <summary>Calls a function that returns several tensors.</summary>
    public torch.Tensor[] CallMany(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        int count = Invoke(arguments, results);
        if (count == 1 && results[0].Kind == ValueKind.TensorList)
        {
            void** items = (void**)results[0].Bits;
            torch.Tensor[] list = new torch.Tensor[results[0].Count];
            for (int i = 0; i < list.Length; i++)
                list[i] = new torch.Tensor((IntPtr)items[i]);
            NativeMethods.kps_free(items);
            return list;
        }

        torch.Tensor[] tensors = new torch.Tensor[count];
        for (int i = 0; i < count; i++)
            tensors[i] = new torch.Tensor((IntPtr)results[i].Bits);
        return tensors;
    }

    /// <summary>Calls a function that returns one number.</summary>
    public Scalar CallScalar(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[MaximumResults];
        Invoke(arguments, results);
        return new Scalar(results[0].Kind, results[0].Bits);
    }

    /// <summary>Calls the function in libtorch.</summary>
    private protected abstract int Call(NativeValue* arguments, int count, NativeValue* results, int capacity, int* resultCount);

    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results)
    {
        NativeValue* values = stackalloc NativeValue[MaximumArguments];
        long* items = stackalloc long[MaximumListItems];
        int used = 0;
        List<IntPtr>? unmanaged = null;
        for (int i = 0; i < arguments.Length; i++)
            values[i] = Marshalled(arguments[i], items, ref used, ref unmanaged);

        int count = 0;
        int status = Call(values, arguments.Length, results, MaximumResults, &count);
        if (unmanaged is not null)
        {
            foreach (IntPtr memory in unmanaged)
                Marshal.FreeHGlobal(memory);
        }

        if (status != 0)
            throw new LibTorchException($"{this} failed: {NativeMethods.LastError()}\nArguments: {Describe(arguments)}.");
        return count;
    }

    private static NativeValue Marshalled(Argument argument, long* items, ref int used, ref List<IntPtr>? unmanaged)
    {
        NativeValue value = new() { Kind = argument.Kind, Count = argument.Count, Bits = argument.Bits };
        switch (argument.Reference)
        {
            case torch.Tensor tensor:
                value.Bits = tensor.Handle;
                break;
            case long[] integers:
                value.Bits = (long)Place(integers, items, ref used, ref unmanaged);
                break;
            case torch.Tensor[] tensors:
                value.Bits = (long)Place(Array.ConvertAll(tensors, t => (long)t.Handle), items, ref used, ref unmanaged);
                break;
            case string text:
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                IntPtr memory = Marshal.AllocHGlobal(bytes.Length + 1);
                Marshal.Copy(bytes, 0, memory, bytes.Length);
                (unmanaged ??= []).Add(memory);
                value.Bits = memory;
                value.Count = bytes.Length;
                break;
        }

        return value;
    }

    private static long* Place(long[] list, long* items, ref int used, ref List<IntPtr>? unmanaged)
    {
        long* target;
        if (used + list.Length <= MaximumListItems)
        {
            target = items + used;
            used += list.Length;
        }
        else
        {
            IntPtr memory = Marshal.AllocHGlobal(list.Length * sizeof(long));
            (unmanaged ??= []).Add(memory);
            target = (long*)memory;
        }

        list.CopyTo(new Span<long>(target, list.Length));
        return target;
    }

    private static string Describe(ReadOnlySpan<Argument> arguments)
    {
        List<string> parts = [];
        foreach (Argument argument in arguments)
        {
            parts.Add(argument.Reference switch
            {
                torch.Tensor tensor => tensor.ToString(),
                torch.Tensor[] tensors => $"[{string.Join(", ", tensors.Select(t => t.ToString()))}]",
                long[] integers => $"[{string.Join(", ", integers)}]",
                string text => $"'{text}'",
                _ => argument.Kind switch
                {
                    ValueKind.Double => BitConverter.Int64BitsToDouble(argument.Bits).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ValueKind.Bool => argument.Bits != 0 ? "true" : "false",
                    ValueKind.Int => argument.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    var kind => kind.ToString().ToLowerInvariant(),
                },
            });
        }

        return string.Join(", ", parts);
    }
}
