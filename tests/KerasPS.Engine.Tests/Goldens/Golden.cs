namespace KerasPS.Tests.Goldens;

/// <summary>Numbers that Keras itself computed, from tests/goldens/keras.json.</summary>
internal static class Golden
{
    private static readonly Lazy<JsonDocument> Document = new(() => JsonDocument.Parse(File.ReadAllText(PathOf("keras.json"))));

    public static JsonElement Root => Document.Value.RootElement;

    public static string PathOf(string file) => RepositoryFiles.PathOf("tests", "goldens", file);

    /// <summary>All numbers of a nested list, in order.</summary>
    public static float[] Flat(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array
            ? element.EnumerateArray().SelectMany(Flat).ToArray()
            : [element.Number()];

    public static float Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? float.NaN : element.GetSingle();

    /// <summary>The sizes of a nested list.</summary>
    public static long[] Shape(this JsonElement element)
    {
        List<long> shape = [];
        for (JsonElement level = element; level.ValueKind == JsonValueKind.Array; level = level[0])
            shape.Add(level.GetArrayLength());
        return shape.ToArray();
    }

    /// <summary>A nested list as a tensor of single precision.</summary>
    public static Tensor Tensor(this JsonElement element) => tensor(element.Flat(), element.Shape());

    /// <summary>Compares with a tolerance that is relative above 1 and absolute below.</summary>
    public static void AssertClose(IReadOnlyList<float> expected, IReadOnlyList<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        double largest = 0;
        for (int i = 0; i < expected.Count; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(error <= tolerance, $"{what}: value {i} is {actual[i]:R}, Keras has {expected[i]:R} (error {error:E1}, allowed {tolerance:E1}).");
            largest = Math.Max(largest, error);
        }

        Fidelity.Record(what, largest, tolerance);
    }

    /// <summary>Compares what must be the same to the last bit.</summary>
    public static void AssertSame<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        Assert.Equal(expected, actual);
        Fidelity.Record(what, 0, 0);
    }

    /// <summary>Compares one number as <see cref="AssertClose(IReadOnlyList{float}, IReadOnlyList{float}, double, string)"/> does.</summary>
    public static void AssertClose(JsonElement expected, double actual, double tolerance, string what) =>
        AssertClose([expected.Number()], [(float)actual], tolerance, what);

    /// <summary>Compares a tensor, its shape included.</summary>
    public static void AssertClose(JsonElement expected, Tensor actual, double tolerance, string what)
    {
        Assert.Equal(expected.Shape(), actual.shape);
        AssertClose(expected.Flat(), actual.detach().contiguous().data<float>().ToArray(), tolerance, what);
    }
}
