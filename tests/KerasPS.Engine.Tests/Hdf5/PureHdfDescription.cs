using System.Runtime.InteropServices;
using System.Text;
using PureHDF;
using PureHDF.VOL.Native;

namespace KerasPS.Tests.Hdf5;

/// <summary>What PureHDF reads from a file, in the lines of <see cref="Hdf5Description"/>.</summary>
internal static class PureHdfDescription
{
    public static string Of(byte[] bytes)
    {
        using NativeFile file = H5File.Open(new MemoryStream(bytes));
        return string.Concat(OfGroup("", file).Select(line => line + "\n"));
    }

    private static IEnumerable<string> OfGroup(string path, IH5Group group)
    {
        yield return $"{path}|group|{Texts(group)}";
        foreach (IH5Object child in group.Children().OrderBy(child => Convert.ToHexString(Encoding.UTF8.GetBytes(child.Name)), StringComparer.Ordinal))
        {
            string below = $"{path}/{child.Name}";
            if (child is IH5Group inner)
            {
                foreach (string line in OfGroup(below, inner))
                    yield return line;
            }
            else
            {
                NativeDataset dataset = (NativeDataset)child;
                (string type, float[] values) = Read(dataset);
                string shape = string.Join(",", dataset.Space.Type == H5DataspaceType.Scalar ? [] : dataset.Space.Dimensions);
                yield return $"{below}|{type}|{shape}|{Texts(dataset)}|{Convert.ToHexStringLower(MemoryMarshal.AsBytes<float>(values))}";
            }
        }
    }

    private static (string Type, float[] Values) Read(NativeDataset dataset) => (dataset.Type.Class, dataset.Type.Size) switch
    {
        (H5DataTypeClass.Opaque, 2) when dataset.Attribute("dtype").Read<string>() == "bfloat16" =>
            ("bfloat16", Read<ushort>(dataset, value => BitConverter.UInt32BitsToSingle((uint)value << 16))),
        (H5DataTypeClass.FloatingPoint, 2) => ("float16", Read<Half>(dataset, value => (float)value)),
        (H5DataTypeClass.FloatingPoint, 4) => ("float32", Read<float>(dataset, value => value)),
        (H5DataTypeClass.FloatingPoint, 8) => ("float64", Read<double>(dataset, value => (float)value)),
        (H5DataTypeClass.FixedPoint, 1) when dataset.Type.FixedPoint.IsSigned => ("int8", Read<sbyte>(dataset, value => value)),
        (H5DataTypeClass.FixedPoint, 2) when !dataset.Type.FixedPoint.IsSigned => ("uint16", Read<ushort>(dataset, value => value)),
        (H5DataTypeClass.FixedPoint, 4) when dataset.Type.FixedPoint.IsSigned => ("int32", Read<int>(dataset, value => value)),
        (H5DataTypeClass.FixedPoint, 8) when dataset.Type.FixedPoint.IsSigned => ("int64", Read<long>(dataset, value => value)),
        (H5DataTypeClass kind, int size) => throw new InvalidOperationException($"{dataset.Name} is of the class {kind}, {size} bytes a value."),
    };

    private static float[] Read<T>(NativeDataset dataset, Converter<T, float> convert)
        where T : unmanaged
    {
        T[] values = new T[dataset.Space.Dimensions.Aggregate(1L, (product, size) => product * (long)size)];
        if (values.Length > 0)
            dataset.Read(values.AsSpan());
        return Array.ConvertAll(values, convert);
    }

    private static string Texts(IH5Object item) => Hdf5Description.Texts(item.Attributes().ToDictionary(attribute => attribute.Name, attribute => attribute.Read<string>()));
}
