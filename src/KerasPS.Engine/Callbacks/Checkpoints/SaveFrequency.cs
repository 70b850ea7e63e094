using System.Globalization;

namespace KerasPS;

/// <summary>Keras's <c>save_freq</c> and <c>update_freq</c>: <c>epoch</c>, <c>batch</c>, or a number of batches.</summary>
internal static class SaveFrequency
{
    private const string EachEpoch = "epoch";
    private const string EachBatch = "batch";

    /// <summary>The number of batches between two saves; null for one after each epoch.</summary>
    /// <param name="frequency">The argument's value.</param>
    /// <param name="className">The class that has the argument, for the error.</param>
    /// <param name="argument">The name of the argument, for the error.</param>
    /// <exception cref="KerasException"><c>InvalidValue</c>: it is none of these.</exception>
    public static int? Read(string frequency, string className, string argument)
    {
        if (frequency.Equals(EachEpoch, StringComparison.OrdinalIgnoreCase))
            return null;
        if (frequency.Equals(EachBatch, StringComparison.OrdinalIgnoreCase))
            return 1;
        return int.TryParse(frequency, NumberStyles.None, CultureInfo.InvariantCulture, out int batches) && batches > 0
            ? batches
            : throw KerasException.InvalidValue(className, $"{argument} is 'epoch', 'batch' or a number of batches above 0, not '{frequency}'.", frequency);
    }
}
