using KerasPS.Text;

namespace KerasPS.Tests.Text;

[TestsOf(typeof(TextVectorization))]
public class TextVectorizationTests
{
    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(TextVectorization), "max_tokens", 9),
        new(typeof(TextVectorization), "vocabulary", new object[] { "sun", "moon" }),
        
        // It is for the output mode int, which is not the last one.
        new(typeof(TextVectorization), "output_sequence_length", null),
    ];

    /// <summary>The tokens that a text is taken apart into.</summary>
    private static string[] Tokens(TextVectorization layer, string text)
    {
        layer.Adapt([text]);
        return layer.Decode(layer.Transform(text)[0]);
    }

    /// <summary>The example of Keras's documentation.</summary>
    [Fact]
    public void Words_become_indices_with_0_for_none_and_1_for_unknown_ones()
    {
        TextVectorization layer = new(maxTokens: 5000, outputSequenceLength: 4);
        layer.Adapt(["foo bar", "bar baz", "baz bada boom"]);
        Assert.Equal(["", "[UNK]", "baz", "bar", "foo", "boom", "bada"], layer.GetVocabulary());
        Assert.Equal([[4, 1, 3, 0], [1, 2, 0, 0], [5, 6, 2, 3], [0, 0, 0, 0]], layer.Transform("foo qux bar", "qux baz", "boom bada baz bar foo", " "));
        Assert.Equal(4, layer.OutputSize);
    }

    [Fact]
    public void Without_a_length_texts_are_filled_up_to_the_longest()
    {
        TextVectorization layer = new(vocabulary: ["earth", "wind", "and", "fire"]);
        Assert.Equal([[2, 3, 4], [5, 0, 0]], layer.Transform("Earth wind and", "fire!"));
        Assert.Null(layer.OutputSize);
    }

    [Theory]
    [InlineData(TextStandardization.LowerAndStripPunctuation, "dont|stop|é|Å|now")]
    [InlineData(TextStandardization.Lower, "don't|stop!|é|Å|(\"now\")")]
    [InlineData(TextStandardization.StripPunctuation, "Dont|STOP|é|Å|now")]
    [InlineData(TextStandardization.None, "Don't|STOP!|é|Å|(\"now\")")]
    public void A_text_is_standardised_in_ASCII_alone(TextStandardization standardize, string expected) => Assert.Equal(
        expected, string.Join('|', Tokens(new TextVectorization(standardize: standardize), "Don't  STOP!\té\nÅ (\"now\") ")));

    [Fact]
    public void All_punctuation_of_ASCII_goes_and_no_other()
    {
        string ascii = string.Concat(Enumerable.Range(33, 94).Select(c => (char)c).Where(c => !char.IsLetterOrDigit(c)));
        Assert.Equal(32, ascii.Length);
        Assert.Equal(["a«b\u00A0c…"], Tokens(new TextVectorization(), $"a{ascii}«b\u00A0c…"));
    }

    [Fact]
    public void A_text_is_split_by_white_space_into_characters_or_not_at_all()
    {
        Assert.Equal(["h", "ï", " ", "\U0001F600"], Tokens(new TextVectorization(split: TextSplit.Character), "Hï \U0001F600!"));
        Assert.Equal(["two words"], Tokens(new TextVectorization(split: TextSplit.None), "Two words."));
        Assert.Equal([[0]], new TextVectorization(split: TextSplit.None, vocabulary: ["a"]).Transform(""));
    }

    [Theory]
    [InlineData(new long[] { 2 }, "a|b|c|a b|b c")]
    [InlineData(new long[] { 1, 3 }, "a|b|c|a b c")]
    [InlineData(new long[] { 2, 2 }, "a b|b c")]
    [InlineData(new long[] { 4, 3 }, "a b c")]
    public void Sequences_of_tokens_are_tokens(long[] ngrams, string expected) =>
        Assert.Equal(expected, string.Join('|', Tokens(new TextVectorization(ngrams: ngrams), "a b c")));

    [Theory]
    [InlineData(TextOutputMode.MultiHot, new float[] { 1, 1, 1, 0 }, new float[] { 0, 1, 0, 1 })]
    [InlineData(TextOutputMode.Count, new float[] { 1, 1, 1, 0 }, new float[] { 0, 2, 0, 1 })]
    public void A_text_becomes_a_vector(TextOutputMode mode, float[] first, float[] second)
    {
        TextVectorization layer = new(outputMode: mode, vocabulary: ["foo", "bar", "baz"]);
        Assert.Equal([first, second], layer.Transform("foo bar new", "baz foo foo"));
        Assert.Equal(["[UNK]", "foo", "bar", "baz"], layer.GetVocabulary());
        TextVectorization padded = new(maxTokens: 6, outputMode: mode, padToMaxTokens: true, vocabulary: ["foo", "bar", "baz"]);
        Assert.Equal([[.. first, 0, 0]], padded.Transform("foo bar new"));
        Assert.Equal(6, padded.OutputSize);
    }

    [Fact]
    public void Weights_are_given_or_learnt()
    {
        TextVectorization given = new(outputMode: TextOutputMode.TfIdf, vocabulary: ["foo", "bar", "baz"], idfWeights: [0.3, 0.5, 0.2]);
        Golden.AssertClose([0, 0.6f, 0, 0.2f], given.Transform("baz foo foo")[0], 1e-6, "weighted counts");

        TextVectorization learnt = new(outputMode: TextOutputMode.TfIdf);
        learnt.Adapt(["foo foo bar", "foo baz"]);
        float[] weights = [MathF.Log(1 + (2 / 3f)), MathF.Log(1 + (2 / 2f)), MathF.Log(1 + (2 / 2f))];
        Assert.Equal(["foo", "baz", "bar"], learnt.Vocabulary!);
        Golden.AssertClose([weights.Average(), 2 * weights[0], 0, weights[2]], learnt.Transform("foo bar foo new")[0], 1e-6, "weighted counts");
        Golden.AssertClose(learnt.Transform("foo bar new")[0], learnt.Frozen().Transform("foo bar new")[0], 1e-7, "those of a copy");
    }

    [Fact]
    public void The_places_for_padding_and_unknown_words_count_to_the_most_tokens()
    {
        TextVectorization sequence = new(maxTokens: 4);
        sequence.Adapt(["a a b b c"]);
        Assert.Equal(["", "[UNK]", "b", "a"], sequence.GetVocabulary());
        TextVectorization vector = new(maxTokens: 4, outputMode: TextOutputMode.Count);
        vector.Adapt(["a a b b c"]);
        Assert.Equal(["[UNK]", "b", "a", "c"], vector.GetVocabulary());
    }

    [Fact]
    public void The_length_is_part_of_the_configuration() =>
        Assert.Equal(7, new TextVectorization(outputSequenceLength: 7).GetConfig()["output_sequence_length"]);

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        ThrowsError("InvalidValue", () => new TextVectorization(outputMode: TextOutputMode.Count, outputSequenceLength: 3), "output_sequence_length");
        ThrowsError("InvalidValue", () => new TextVectorization(outputSequenceLength: 0), "output_sequence_length must be above 0");
        ThrowsError("InvalidValue", () => new TextVectorization(ngrams: [0]), "ngrams must be above 0");
        ThrowsError("InvalidValue", () => new TextVectorization(vocabulary: ["a", ""]), "''", "'', '[UNK]'");
        ThrowsError("InvalidOperation", () => new TextVectorization().Transform("a"), "TextVectorization has no vocabulary");
    }
}
