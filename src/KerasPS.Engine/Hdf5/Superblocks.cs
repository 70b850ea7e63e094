namespace KerasPS.Hdf5;

/// <summary>What every file begins with.</summary>
internal static class Superblocks
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];
}
