namespace KerasPS.Text;

/// <summary>
/// Turns texts of several words into numbers: a text is standardised and split into tokens, which become indices in a vocabulary, in
/// their order, or one multi-hot, count or tf-idf vector. It is applied to columns of a table, before the model.
/// </summary>
/// <remarks>
/// The vocabulary is given, or learnt: the most frequent token first, and of equally frequent ones the last by Unicode code points. The index 0
/// pads short texts and 1 is for tokens that are not in the vocabulary (OOV); in vectors OOV has the first position.
/// For custom standardization or splitting, prepare the texts in a script and use <c>none</c>.
/// </remarks>
/// <param name="maxTokens">The maximum size of the vocabulary, special tokens included; unlimited by default. Only the most frequent tokens are learnt.</param>
/// <param name="standardize">How a text is standardized first: by default ASCII letters are lowercased and ASCII punctuation is removed.</param>
/// <param name="split">How a text is split into tokens: by <c>whitespace</c> (default), by <c>character</c>, or not at all.</param>
/// <param name="ngrams">
/// Sequences of tokens as tokens, joined by spaces: one number n for all sequences of 1 to n, several numbers for sequences of just these lengths
/// (<c>2, 2</c> for pairs alone); none by default.
/// </param>
/// <param name="outputMode">The output for a text: indices, or a vector as long as the vocabulary.</param>
/// <param name="outputSequenceLength">The number of indices of a text, for the output mode int: it is truncated, or padded with 0. Required for columns of a dataset.</param>
/// <param name="padToMaxTokens">Whether vectors are padded with zeros to maxTokens.</param>
/// <param name="vocabulary">The tokens, e.g. <c>(Get-Content words.txt)</c>, with or without the special tokens before them; to be learnt by default.</param>
/// <param name="idfWeights">The weight of each token of the vocabulary, for tf_idf.</param>
/// <example>
/// <code>
/// $words = New-TextVectorizationLayer -OutputSequenceLength 4 -Data 'The cat sat.', 'The dog sat too!'
/// $words.Transform('The bird sat')
/// </code>
/// Indices of words, 1 for the unknown word bird, and 0 as padding for the missing fourth word.
/// </example>
/// <example>
/// <code>
/// $review = @{ text = 'great fun'; stars = 5 }, @{ text = 'no fun at all'; stars = 1 }
/// $data = $review | ConvertTo-Dataset -Label stars -Preprocessing (New-TextVectorizationLayer -OutputMode tf_idf)
/// New-SequentialModel (New-DenseLayer 1) | Invoke-ModelFit -Data $data -Loss mse
/// </code>
/// The words that a text has, rare ones with more weight, as the features of a model.
/// </example>
public sealed class TextVectorization(
    int? maxTokens = null,
    TextStandardization standardize = TextStandardization.LowerAndStripPunctuation,
    TextSplit split = TextSplit.Whitespace,
    long[]? ngrams = null,
    TextOutputMode outputMode = TextOutputMode.Int,
    int? outputSequenceLength = null,
    bool padToMaxTokens = false,
    string[]? vocabulary = null,
    double[]? idfWeights = null) : TextLayer(
        new TokenRules<string>(
            nameof(TextVectorization), maxTokens, OovIndices: 1, Mask: [""], "[UNK]", (LookupOutputMode)outputMode, padToMaxTokens, CodePointOrder.Instance),
        vocabulary,
        idfWeights)
{
    private readonly Tokenizer tokenizer = new(standardize, split, WidthsOf(ngrams ?? []));

    /// <summary>The maximum size of the vocabulary, or null.</summary>
    public int? MaxTokens { get; } = maxTokens;

    /// <summary>How a text is standardized first.</summary>
    public TextStandardization Standardize { get; } = standardize;

    /// <summary>How a text is split into tokens.</summary>
    public TextSplit Split { get; } = split;

    /// <summary>Sequences of tokens as tokens, or null.</summary>
    public long[]? Ngrams { get; } = ngrams;

    /// <summary>The output for a text.</summary>
    public TextOutputMode OutputMode { get; } = outputMode;

    /// <summary>The number of indices of a text, or null.</summary>
    public int? OutputSequenceLength { get; } = RequireLength(outputSequenceLength, outputMode);

    /// <summary>Whether vectors are padded with zeros to <see cref="MaxTokens"/>.</summary>
    public bool PadToMaxTokens { get; } = padToMaxTokens;

    private protected override int? SequenceLength => OutputSequenceLength;

    private protected override IReadOnlyList<string> Tokenize(string text) => tokenizer.Split(text);

    private static long[] WidthsOf(long[] ngrams)
    {
        foreach (long width in ngrams)
            Require.Positive(width, nameof(TextVectorization), nameof(ngrams));
        return ngrams is [var most] ? Enumerable.Range(1, (int)most).Select(width => (long)width).ToArray() : ngrams.Distinct().ToArray();
    }

    private static int? RequireLength(int? length, TextOutputMode mode)
    {
        if (length is null)
            return null;
        if (mode != TextOutputMode.Int)
            throw KerasException.InvalidValue(nameof(TextVectorization), "output_sequence_length is for the output_mode int; vectors are as long as the vocabulary.");
        return Require.Positive(length.Value, nameof(TextVectorization), nameof(outputSequenceLength));
    }
}
