using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The shim's functions, as kerasps_torch.h declares them.</summary>
internal static unsafe partial class NativeMethods
{
    public const string Library = "kerasps_torch";

    static NativeMethods() => ShimLoader.Register();

    [LibraryImport(Library)]
    public static partial IntPtr kps_last_error();

    [LibraryImport(Library)]
    public static partial IntPtr kps_version();

    [LibraryImport(Library)]
    public static partial void kps_free(void* memory);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial IntPtr kps_find_operator(string name, string overload);

    [LibraryImport(Library)]
    public static partial int kps_call(IntPtr op, NativeValue* arguments, int count, NativeValue* results, int capacity, int* resultCount);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial IntPtr kps_compile(string source);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int kps_invoke(
        IntPtr unit, string function, NativeValue* arguments, int count, NativeValue* results, int capacity, int* resultCount);

    [LibraryImport(Library)]
    public static partial void kps_release(IntPtr tensor);

    [LibraryImport(Library)]
    public static partial int kps_info(IntPtr tensor, NativeTensorInfo* info);

    [LibraryImport(Library)]
    public static partial int kps_from_blob(
        void* data, long* sizes, int dimensions, int scalarType, delegate* unmanaged<IntPtr, void> freeData, IntPtr context, IntPtr* tensor);

    [LibraryImport(Library)]
    public static partial int kps_set_requires_grad(IntPtr tensor, int value);

    [LibraryImport(Library)]
    public static partial int kps_grad(IntPtr tensor, IntPtr* grad);

    [LibraryImport(Library)]
    public static partial int kps_set_grad(IntPtr tensor, IntPtr grad);

    [LibraryImport(Library)]
    public static partial int kps_backward(IntPtr tensor, IntPtr grad, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    public static partial int kps_match_gradient(IntPtr tensor);

    [LibraryImport(Library)]
    public static partial int kps_grad_enabled();

    [LibraryImport(Library)]
    public static partial void kps_set_grad_enabled(int enabled);

    [LibraryImport(Library)]
    public static partial int kps_generator_new(long seed, int deviceType, int deviceIndex, IntPtr* generator);

    [LibraryImport(Library)]
    public static partial void kps_generator_free(IntPtr generator);

    [LibraryImport(Library)]
    public static partial int kps_generator_seed(IntPtr generator, long seed);

    [LibraryImport(Library)]
    public static partial int kps_generator_state(IntPtr generator, IntPtr* tensor);

    [LibraryImport(Library)]
    public static partial int kps_generator_set_state(IntPtr generator, IntPtr tensor);

    [LibraryImport(Library)]
    public static partial int kps_manual_seed(long seed);

    [LibraryImport(Library)]
    public static partial int kps_threads();

    [LibraryImport(Library)]
    public static partial int kps_set_threads(int count);

    [LibraryImport(Library)]
    public static partial int kps_allow_tf32(int* allowed);

    [LibraryImport(Library)]
    public static partial int kps_set_allow_tf32(int allowed);

    [LibraryImport(Library)]
    public static partial int kps_cuda_count();

    [LibraryImport(Library)]
    public static partial int kps_synchronize(int deviceIndex);

    /// <summary>Throws what the shim's last failure on this thread was.</summary>
    /// <param name="status">What a function of the shim returned.</param>
    /// <param name="what">What was tried, for the message.</param>
    public static void Check(int status, string what)
    {
        if (status != 0)
            throw new LibTorchException($"{what} failed: {LastError()}");
    }

    public static string LastError() => Marshal.PtrToStringUTF8(kps_last_error()) ?? "";
}
