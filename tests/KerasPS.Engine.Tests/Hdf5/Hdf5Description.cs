using System.Runtime.InteropServices;
using KerasPS.Hdf5;

namespace KerasPS.Tests.Hdf5;

/// <summary>What a file says, in the lines that <c>describe.py</c> prints.</summary>
internal static class Hdf5Description
{
    public static string Of(Hdf5File file) => string.Concat(OfGroup(file.Root).Select(line => line + "\n"));

    public static string Of(byte[] file) => Of(Hdf5File.Open(new MemoryStream(file)));

    private static IEnumerable<string> OfGroup(Hdf5FileGroup group)
    {
        yield return $"{group.Path}|group|{Texts(group.Attributes)}";
        foreach (string name in group.Groups.Keys.Concat(group.Datasets.Keys).OrderBy(name => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(name)), StringComparer.Ordinal))
        {
            if (group.Datasets.TryGetValue(name, out Hdf5FileDataset? dataset))
            {
                float[] values = new float[dataset.Count];
                dataset.ReadFloats(values);
                string type = dataset.Type.Name.Replace(", big-endian", "", StringComparison.Ordinal);
                string hex = Convert.ToHexStringLower(MemoryMarshal.AsBytes<float>(values));
                yield return $"{dataset.Path}|{type}|{string.Join(",", dataset.Shape)}|{Texts(dataset.Attributes)}|{hex}";
                continue;
            }

            foreach (string line in OfGroup(group.Groups[name]))
                yield return line;
        }
    }

    /// <summary>As Python's json writes them.</summary>
    public static string Texts(IReadOnlyDictionary<string, string> attributes) => "{" + string.Join(", ", attributes
        .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
        .Select(attribute => $"{Quote(attribute.Key)}: {Quote(attribute.Value)}")) + "}";

    private static string Quote(string text) => JsonSerializer.Serialize(text).Replace("\\u00E4", "\\u00e4").Replace("\\u00F6", "\\u00f6").Replace("\\u00DF", "\\u00df");
}
