namespace KerasPS.Data;

/// <summary>Rows of a table as numbers.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="Features">The features of all rows, one after another.</param>
/// <param name="Labels">The labels, likewise; null for none.</param>
/// <param name="Weights">One weight a row; null for none.</param>
internal sealed record EncodedSamples(int Count, float[] Features, float[]? Labels, float[]? Weights)
{
    /// <summary>Features, label and weight of each row side by side.</summary>
    public float[] Rows()
    {
        float[][] arrays = new[] { Features, Labels, Weights }.OfType<float[]>().ToArray();
        float[] rows = new float[arrays.Sum(array => array.Length)];
        int at = 0;
        for (int row = 0; row < Count; row++)
        {
            foreach (float[] array in arrays)
            {
                int width = array.Length / Count;
                array.AsSpan(row * width, width).CopyTo(rows.AsSpan(at));
                at += width;
            }
        }

        return rows;
    }
}
