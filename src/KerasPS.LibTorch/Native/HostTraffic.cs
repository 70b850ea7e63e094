namespace TorchSharp.Native;

/// <summary>
/// How often values of tensors were read into .NET or made from its arrays. On a GPU each of that is a copy that is waited for, so a test asserts that the steps of a
/// training do none of it.
/// </summary>
internal static class HostTraffic
{
    private static long count;

    public static long Count => Interlocked.Read(ref count);

    public static void Note() => Interlocked.Increment(ref count);
}
