using System.Runtime.InteropServices;
using KerasPS.Hdf5;

namespace KerasPS.Tests.Hdf5;

/// <summary>Files in the making.</summary>
internal static class Hdf5Samples
{
    /// <summary>All types, strings, nested and empty groups, in few bytes.</summary>
    public static Hdf5Group Small()
    {
        Hdf5Group root = new();
        root.Attributes["about"] = "a sample";
        Hdf5Group vars = root.At("layers/dense/vars");
        vars.Attributes["name"] = "größe";
        vars.Add(Floats("0", [2, 3], 1, -2, 0.5f, float.MaxValue, float.NaN, 1e-45f));
        vars.Add(Floats("1", []));
        vars.Add(Floats("10", [0, 4]));
        root.Group("vars");
        Hdf5Group types = root.Group("types");
        types.Add(Of("half", Hdf5Type.BFloat16, [2], (short)0x3f80, (short)0x4000));
        types.Add(Of("f2", Hdf5Type.Float16, [1], (Half)1.5));
        types.Add(Of("f8", Hdf5Type.Float64, [], 0.1));
        types.Add(Of("i1", new Hdf5Type(Hdf5Class.SignedInteger, 1), [2], (sbyte)-1, (sbyte)1));
        types.Add(Of("u2", new Hdf5Type(Hdf5Class.UnsignedInteger, 2), [1], ushort.MaxValue));
        types.Add(Of("i4", Hdf5Type.Int32, [], 123456789));
        types.Add(Of("i8", Hdf5Type.Int64, [], 1L << 40));
        return root;
    }

    /// <summary>A group with many entries.</summary>
    public static Hdf5Group Wide(int count)
    {
        Hdf5Group root = new();
        Hdf5Group wide = root.Group("wide");
        for (int i = 0; i < count; i++)
        {
            Hdf5Group group = wide.Group($"group_{i}");
            group.Attributes["name"] = $"the name of {i}";
            group.Add(Floats("0", [1], i));
        }

        return root;
    }

    public static Hdf5Dataset Floats(string name, long[] shape, params float[] values) =>
        Of(name, Hdf5Type.Float32, shape, shape.Length == 0 && values.Length == 0 ? [7] : values);

    public static Hdf5Dataset Of<T>(string name, Hdf5Type type, long[] shape, params T[] values)
        where T : unmanaged => new(name, type, shape, stream => stream.Write(MemoryMarshal.AsBytes<T>(values)));

    public static byte[] Write(Hdf5Group root)
    {
        using MemoryStream stream = new();
        Hdf5Writer.Write(stream, root);
        return stream.ToArray();
    }
}
