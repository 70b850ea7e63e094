namespace KerasPS.Text;

/// <summary>
/// Turns categorical strings, such as colours or countries, into their indices in a vocabulary, or into vectors. It is applied to columns
/// of a table, before the model; see <see cref="TextVectorization"/> for texts of several words.
/// </summary>
/// <remarks>
/// The vocabulary is given, or learnt: the most frequent string first, and of equally frequent ones the last by Unicode code points. Before it
/// come the mask token, if there is one and the output mode is int, and the out-of-vocabulary (OOV) indices for strings that are not in the vocabulary.
/// With several OOV indices, the string's FarmHash fingerprint decides which it gets.
/// </remarks>
/// <param name="maxTokens">The maximum size of the vocabulary, special tokens included; unlimited by default. Only the most frequent strings are learnt.</param>
/// <param name="numOovIndices">The number of out-of-vocabulary (OOV) indices; with 0 a string that is not in the vocabulary is an error.</param>
/// <param name="maskToken">A string that is masked: it has index 0, and is left out of vectors; none by default.</param>
/// <param name="oovToken">The token in the vocabulary for strings that are not in it.</param>
/// <param name="vocabulary">The strings, e.g. <c>(Get-Content words.txt)</c>, with or without the special tokens before them; to be learnt by default.</param>
/// <param name="idfWeights">The weight of each string of the vocabulary, for tf_idf.</param>
/// <param name="outputMode">The output for a string: its index, or a vector as long as the vocabulary. As a cell is one string, one_hot, multi_hot and count are the same.</param>
/// <param name="padToMaxTokens">Whether vectors are padded with zeros to maxTokens.</param>
/// <example>
/// <code>
/// $colour = New-StringLookupLayer -Data red, green, red, blue
/// $colour.GetVocabulary()
/// $colour.Transform('red', 'green', 'violet')
/// </code>
/// Learns that red is the most frequent; violet is not in the vocabulary, so its index is 0.
/// </example>
/// <example>
/// <code>
/// $fruit = @{ colour = 'red'; weight = 110 }, @{ colour = 'green'; weight = 95 }
/// $data = $fruit | ConvertTo-Dataset -Preprocessing @{ colour = New-StringLookupLayer -OutputMode one_hot }
/// $data.FeatureName
/// </code>
/// A column of strings as one feature for each distinct string, and one for strings that are not in the vocabulary.
/// </example>
public sealed class StringLookup(
    int? maxTokens = null,
    int numOovIndices = 1,
    string? maskToken = null,
    string oovToken = "[UNK]",
    string[]? vocabulary = null,
    double[]? idfWeights = null,
    LookupOutputMode outputMode = LookupOutputMode.Int,
    bool padToMaxTokens = false) : TextLayer(
        new TokenRules<string>(
            nameof(StringLookup), maxTokens, numOovIndices, maskToken is null ? [] : [maskToken], oovToken, outputMode, padToMaxTokens, CodePointOrder.Instance),
        vocabulary,
        idfWeights)
{
    /// <summary>The maximum size of the vocabulary, or null.</summary>
    public int? MaxTokens { get; } = maxTokens;

    /// <summary>The number of out-of-vocabulary indices.</summary>
    public int NumOovIndices { get; } = numOovIndices;

    /// <summary>A string that is masked, or null.</summary>
    public string? MaskToken { get; } = maskToken;

    /// <summary>The token in the vocabulary for unknown strings.</summary>
    public string OovToken { get; } = oovToken;

    /// <summary>The output for a string.</summary>
    public LookupOutputMode OutputMode { get; } = outputMode;

    /// <summary>Whether vectors are padded with zeros to <see cref="MaxTokens"/>.</summary>
    public bool PadToMaxTokens { get; } = padToMaxTokens;

    private protected override int? SequenceLength => 1;

    private protected override IReadOnlyList<string> Tokenize(string text) => [text];
}
