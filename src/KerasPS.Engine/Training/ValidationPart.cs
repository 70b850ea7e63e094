using KerasPS.Data;

namespace KerasPS;

/// <summary>Keras's validation_split: the last part of the data, before any shuffling.</summary>
internal static class ValidationPart
{
    /// <summary>Cuts the data at <c>floor(count · (1 - split))</c>, computed in double precision as Keras does.</summary>
    public static (Dataset Training, Dataset Validation) SplitValidation(Dataset data, double split)
    {
        int at = (int)Math.Floor(data.Count * (1.0 - split));
        if (at <= 0 || at >= data.Count)
        {
            throw new KerasException(
                "InvalidValue",
                FormattableString.Invariant($"A validation split of {split} leaves {Math.Clamp(at, 0, data.Count)} of {data.Count} samples for training; both parts need at least one."),
                split);
        }

        return (data.Select(Enumerable.Range(0, at).ToArray()), data.Select(Enumerable.Range(at, data.Count - at).ToArray()));
    }
}
