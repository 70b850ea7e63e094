using System.Text;

namespace KerasPS.Tests.Data.Numpy;

/// <summary>Writes NPY files for the tests of their reader.</summary>
internal static class NpyBytes
{
    public static byte[] Create(string descr, string shape, params byte[] elements) => WithHeader($"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}", elements);

    public static byte[] WithHeader(string header, params byte[] elements)
    {
        byte[] text = Encoding.Latin1.GetBytes(header + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. elements];
    }
}
