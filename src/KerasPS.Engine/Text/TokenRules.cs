namespace KerasPS.Text;

/// <summary>The options that all of Keras's lookups share.</summary>
/// <typeparam name="T">Texts or integers.</typeparam>
/// <param name="Owner">The class that they are the options of, for errors.</param>
/// <param name="MaxTokens">How many indices there are at most, those of mask and unknown tokens included; null for any number.</param>
/// <param name="OovIndices">How many indices there are for tokens that are not in the vocabulary.</param>
/// <param name="Mask">The token that stands for nothing, or none.</param>
/// <param name="OovToken">What stands for unknown tokens in a vocabulary.</param>
/// <param name="Mode">How the indices are output.</param>
/// <param name="PadToMaxTokens">Whether vectors are padded to the maximum number of tokens.</param>
/// <param name="Order">The order of tokens that are equally frequent, ascending; the last ones come first.</param>
/// <param name="Invert">Whether indices become tokens.</param>
internal sealed record TokenRules<T>(
    string Owner,
    int? MaxTokens,
    int OovIndices,
    T[] Mask,
    T OovToken,
    LookupOutputMode Mode,
    bool PadToMaxTokens,
    IComparer<T> Order,
    bool Invert = false)
    where T : notnull
{
    /// <summary>Where the indices of unknown tokens start. The mask token has an index, but no position in vectors.</summary>
    public int OovStart => Mode == LookupOutputMode.Int ? Mask.Length : 0;

    /// <summary>Where the indices of the vocabulary's own tokens start.</summary>
    public int TokenStart => OovStart + OovIndices;

    /// <summary>What stands before the vocabulary's own tokens.</summary>
    public T[] SpecialTokens => [.. Mask[..OovStart], .. Enumerable.Repeat(OovToken, OovIndices)];

    /// <summary>Refuses options that do not go together.</summary>
    public void RequireValid()
    {
        if (MaxTokens is { } most)
            Require.NotBelow(2, most, Owner, "maxTokens");
        else if (PadToMaxTokens)
            throw Refused("pad_to_max_tokens needs max_tokens, the number to pad to.");
        Require.NotNegative(OovIndices, Owner, "numOovIndices");
        if (Invert && Mode != LookupOutputMode.Int)
            throw Refused("with invert, indices become tokens, which have no other output_mode than int.");
    }

    public KerasException Refused(string problem, object? target = null) =>
        KerasException.InvalidValue(Owner, problem, target);
}
