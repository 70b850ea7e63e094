namespace KerasPS.Text;

/// <summary>
/// Turns texts that are names of something, such as colours or countries, into their indices in a vocabulary, or into vectors. It is for columns
/// of a table, before the model; see <see cref="TextVectorization"/> for texts of several words.
/// </summary>
/// <remarks>
/// The vocabulary is given, or learnt: the most frequent text first, and of equally frequent ones the last by Unicode code points. In front
/// stand the mask token, where there is one and the output mode is int, and the places for texts that are not in the vocabulary.
/// With several such places, the text's FarmHash fingerprint says which it has.
/// </remarks>
/// <param name="maxTokens">How many indices there are at most, all included; any number by default. Only the most frequent texts are learnt.</param>
/// <param name="numOovIndices">How many indices there are for texts that are not in the vocabulary; with 0 such a text is an error.</param>
/// <param name="maskToken">A text that stands for nothing: it has index 0, and is left out of vectors; none by default.</param>
/// <param name="oovToken">What stands in the vocabulary for texts that are not in it.</param>
/// <param name="vocabulary">The texts, e.g. <c>(Get-Content words.txt)</c>, with or without the special tokens before them; to be learnt by default.</param>
/// <param name="idfWeights">The weight of each text of the vocabulary, for tf_idf.</param>
/// <param name="outputMode">What a text becomes: its index, or a vector as long as the vocabulary. Of one text, one_hot, multi_hot and count make the same.</param>
/// <param name="padToMaxTokens">Whether vectors are filled up with zeros to maxTokens.</param>
/// <example>
/// <code>
/// $colour = New-StringLookupLayer -Data red, green, red, blue
/// $colour.GetVocabulary()
/// $colour.Transform('red', 'green', 'violet')
/// </code>
/// Learns that red is the most frequent; violet is not known, so its index is 0.
/// </example>
/// <example>
/// <code>
/// $fruit = @{ colour = 'red'; weight = 110 }, @{ colour = 'green'; weight = 95 }
/// $data = $fruit | ConvertTo-Dataset -Preprocessing @{ colour = New-StringLookupLayer -OutputMode one_hot }
/// $data.FeatureName
/// </code>
/// A text column as one feature for each of its texts, and one for texts that come later and are not known.
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
    /// <summary>How many indices there are at most, or null.</summary>
    public int? MaxTokens { get; } = maxTokens;

    /// <summary>How many indices there are for unknown texts.</summary>
    public int NumOovIndices { get; } = numOovIndices;

    /// <summary>A text that stands for nothing, or null.</summary>
    public string? MaskToken { get; } = maskToken;

    /// <summary>What stands in the vocabulary for unknown texts.</summary>
    public string OovToken { get; } = oovToken;

    /// <summary>What a text becomes.</summary>
    public LookupOutputMode OutputMode { get; } = outputMode;

    /// <summary>Whether vectors are filled up with zeros to <see cref="MaxTokens"/>.</summary>
    public bool PadToMaxTokens { get; } = padToMaxTokens;

    private protected override int? SequenceLength => 1;

    private protected override IReadOnlyList<string> Tokenize(string text) => [text];
}
