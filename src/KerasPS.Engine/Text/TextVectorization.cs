namespace KerasPS.Text;

/// <summary>
/// Turns texts of several words into numbers: a text is standardised and split into tokens, and becomes the tokens' indices in a vocabulary, in
/// their order, or a vector that says which tokens it has. It is for columns of a table, before the model.
/// </summary>
/// <remarks>
/// The vocabulary is given, or learnt: the most frequent token first, and of equally frequent ones the last by Unicode code points. As indices, 0
/// fills up short texts and 1 stands for tokens that are not in the vocabulary; in vectors these have the first place.
/// For standards or splits of your own, prepare the texts in a script and take <c>none</c>.
/// </remarks>
/// <param name="maxTokens">How many indices there are at most, all included; any number by default. Only the most frequent tokens are learnt.</param>
/// <param name="standardize">What is done to a text first: by default its letters become small and its punctuation goes, both in ASCII alone.</param>
/// <param name="split">How a text becomes tokens: by <c>whitespace</c> (default), by <c>character</c>, or not at all.</param>
/// <param name="ngrams">
/// Sequences of tokens as tokens, joined by spaces: one number n for all sequences of 1 to n, several numbers for sequences of just these lengths
/// (<c>2, 2</c> for pairs alone); none by default.
/// </param>
/// <param name="outputMode">What a text becomes: indices, or a vector as long as the vocabulary.</param>
/// <param name="outputSequenceLength">How many indices a text becomes, for the output mode int: it is cut, or filled up with 0. A dataset needs it.</param>
/// <param name="padToMaxTokens">Whether vectors are filled up with zeros to maxTokens.</param>
/// <param name="vocabulary">The tokens, e.g. <c>(Get-Content words.txt)</c>, with or without the special tokens before them; to be learnt by default.</param>
/// <param name="idfWeights">The weight of each token of the vocabulary, for tf_idf.</param>
/// <example>
/// <code>
/// $words = New-TextVectorizationLayer -OutputSequenceLength 4 -Data 'The cat sat.', 'The dog sat too!'
/// $words.Transform('The bird sat')
/// </code>
/// Indices of words, 1 for the unknown bird, and 0 for the fourth word, which is not there.
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

    /// <summary>How many indices there are at most, or null.</summary>
    public int? MaxTokens { get; } = maxTokens;

    /// <summary>What is done to a text first.</summary>
    public TextStandardization Standardize { get; } = standardize;

    /// <summary>How a text becomes tokens.</summary>
    public TextSplit Split { get; } = split;

    /// <summary>Sequences of tokens as tokens, or null.</summary>
    public long[]? Ngrams { get; } = ngrams;

    /// <summary>What a text becomes.</summary>
    public TextOutputMode OutputMode { get; } = outputMode;

    /// <summary>How many indices a text becomes, or null.</summary>
    public int? OutputSequenceLength { get; } = RequireLength(outputSequenceLength, outputMode);

    /// <summary>Whether vectors are filled up with zeros to <see cref="MaxTokens"/>.</summary>
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
