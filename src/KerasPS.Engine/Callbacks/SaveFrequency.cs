using System.Globalization;

namespace KerasPS;

/// <summary>Keras's <c>save_freq</c>: <c>epoch</c>, or a number of batches.</summary>
internal static class SaveFrequency
{
    /// <summary>The number of batches between two saves; null for one after each epoch.</summary>
    /// <param name="saveFreq">The text.</param>
    /// <param name="className">Whose it is, for the error.</param>
    /// <exception cref="KerasException">It is neither.</exception>
    public static int? Read(string saveFreq, string className)
    {
        if (saveFreq.Equals("epoch", StringComparison.OrdinalIgnoreCase))
            return null;
        return int.TryParse(saveFreq, NumberStyles.None, CultureInfo.InvariantCulture, out int batches) && batches > 0
            ? batches
            : throw new KerasException(
                "InvalidValue",
                KerasErrorKind.InvalidArgument,
                $"{className}: save_freq is 'epoch' or a number of batches above 0, not '{saveFreq}'.",
                saveFreq);
    }
}
