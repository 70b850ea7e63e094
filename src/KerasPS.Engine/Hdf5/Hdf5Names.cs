using System.Text;

namespace KerasPS.Hdf5;

/// <summary>Names are UTF-8, and in the order of their bytes.</summary>
internal static class Hdf5Names
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IComparer<string> Order { get; } = Comparer<string>.Create(Compare);

    public static byte[] Encode(string name)
    {
        try
        {
            return Utf8.GetBytes(name);
        }
        catch (EncoderFallbackException)
        {
            throw Hdf5Error.CannotWrite("A name or string for an HDF5 file has half a surrogate pair", name);
        }
    }

    public static string Decode(ReadOnlySpan<byte> bytes, string what)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Hdf5Error.Invalid($"{what} has a string that is not UTF-8");
        }
    }

    private static int Compare(string a, string b)
    {
        int same = a.AsSpan().CommonPrefixLength(b);
        return same == a.Length || same == b.Length ? a.Length - b.Length : Rank(a[same]) - Rank(b[same]);
    }

    /// <summary>Halves of surrogate pairs stand for the characters with the longest encodings, but are not the last in UTF-16.</summary>
    private static int Rank(char c) => char.IsSurrogate(c) ? c + char.MaxValue : c;
}
