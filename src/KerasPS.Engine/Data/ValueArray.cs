namespace KerasPS.Data;

/// <summary>Takes memory for the values of a dataset, or says why it cannot.</summary>
internal static class ValueArray
{
    public static float[] Create(int count, int width)
    {
        long length = (long)count * width;
        if (length <= Array.MaxLength)
            return new float[length];
        throw new KerasException(
            "DatasetTooLarge",
            $"{count} rows of {width} values each are {length} values; a dataset in memory holds {Array.MaxLength}. Take fewer rows or columns; a column of names or ids is not categorical.");
    }
}
