using KerasPS.Text;

namespace KerasPS.Tests.Text;

[TestsOf(typeof(StringLookup))]
public class StringLookupTests
{
    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(StringLookup), "max_tokens", 9),
        new(typeof(StringLookup), "vocabulary", new object[] { "sun", "moon" }),
    ];

    [Fact]
    public void Texts_become_their_places_in_the_vocabulary_and_places_become_texts()
    {
        StringLookup layer = new(vocabulary: ["a", "b", "c", "d"]);
        Assert.Equal([[1], [3], [4], [0], [2]], layer.Transform("a", "c", "d", "z", "b"));
        Assert.Equal(["a", "c", "d", "[UNK]", "b", "[UNK]", "[UNK]"], layer.Decode(1, 3, 4, 0, 2, 9, -1));
        Assert.Equal(["[UNK]", "a", "b", "c", "d"], layer.GetVocabulary());
        Assert.Equal(5, layer.VocabularySize);
        Assert.Equal(1, layer.OutputSize);
    }

    [Fact]
    public void The_most_frequent_comes_first_and_then_the_last_by_code_points()
    {
        StringLookup layer = new(maskToken: "-");
        layer.Adapt(["é", "a", "\uFF5E", "-", "b", "b", "\U0001F600", "[UNK]", "-", "-", "a"]);
        Assert.Equal(["-", "[UNK]", "b", "a", "\U0001F600", "\uFF5E", "é"], layer.GetVocabulary());
        Assert.Equal([[0], [2], [1]], layer.Transform("-", "b", "x"));

        StringLookup few = new(maxTokens: 3);
        few.Adapt(["x", "y", "y", "z"]);
        Assert.Equal(["y", "z"], few.Vocabulary!);
    }

    [Fact]
    public void Unknown_texts_are_shared_out_by_their_fingerprints()
    {
        // The buckets of these strings as TensorFlow's to_hash_bucket_fast gives them; see the examples and tests of Keras's IntegerLookup.
        StringLookup layer = new(numOovIndices: 4, vocabulary: ["a"]);
        Assert.Equal([[3], [1], [3], [1], [2], [2], [0], [1], [4]], layer.Transform("100", "200", "300", "400", "700", "1100", "1700", "2000", "a"));
    }

    [Theory]
    [InlineData(LookupOutputMode.OneHot)]
    [InlineData(LookupOutputMode.MultiHot)]
    [InlineData(LookupOutputMode.Count)]
    public void A_text_becomes_a_vector_with_a_place_for_it(LookupOutputMode mode)
    {
        StringLookup layer = new(maskToken: "", vocabulary: ["a", "b"], outputMode: mode);
        Assert.Equal([[0, 1, 0], [1, 0, 0], [0, 0, 0]], layer.Transform("a", "z", ""));
        StringLookup padded = new(maxTokens: 4, vocabulary: ["a", "b"], outputMode: mode, padToMaxTokens: true);
        Assert.Equal([[0, 0, 1, 0]], padded.Transform("b"));
    }

    [Fact]
    public void Weights_say_in_how_few_texts_a_text_is()
    {
        StringLookup layer = new(maxTokens: 5, outputMode: LookupOutputMode.TfIdf, padToMaxTokens: true);
        layer.Adapt(["a", "b", "a"]);
        float often = (float)Math.Log(1 + (3 / 3.0));
        float once = (float)Math.Log(1 + (3 / 2.0));
        float[][] rows = layer.Transform("a", "b", "z");
        Assert.Equal([0, often, 0, 0, 0], rows[0]);
        Assert.Equal([0, 0, once, 0, 0], rows[1]);
        Golden.AssertClose([(often + once) / 2, 0, 0, 0, 0], rows[2], 1e-6, "weight of unknown texts");
    }

    [Fact]
    public void Special_tokens_may_stand_in_front_of_a_given_vocabulary() =>
        Assert.Equal([[0], [1], [2]], new StringLookup(maskToken: "", vocabulary: ["", "[UNK]", "a"]).Transform("", "z", "a"));

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        ThrowsError("InvalidOperation", () => new StringLookup().Transform("a"), "StringLookup has no vocabulary", "-Data");
        ThrowsError("InvalidOperation", () => new StringLookup(vocabulary: ["a"]).Adapt(["b"]), "StringLookup was given its vocabulary");
        ThrowsError("UnknownToken", () => new StringLookup(numOovIndices: 0, vocabulary: ["a"]).Transform("a", "b"), "'b'", "num_oov_indices");
        ThrowsError("InvalidValue", () => new StringLookup(maxTokens: 1), "max_tokens must be 2 or above");
        ThrowsError("InvalidValue", () => new StringLookup(maskToken: "m", vocabulary: ["a", "m"]), "'m'", "'m', '[UNK]'");
        ThrowsError("InvalidValue", () => new StringLookup(vocabulary: ["a", "a"]), "'a' 2 times");
    }
}
