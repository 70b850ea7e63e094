using System.Collections;
using KerasPS.Text;

namespace KerasPS.Tests.Layers;

public class IntegerLookupTests : TensorTest
{
    private static readonly Dataset Data = new([12, 1138, 42, 42, 1000, 36], [3]);

    internal static LayerCase[] LayerCases =>
    [
        new(() => new IntegerLookup(vocabulary: [2, 1], outputMode: LookupOutputMode.Count), [2, 3]) { Indices = 4, ChecksOnCpu = true },
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(IntegerLookup), "max_tokens", 9),
        new(typeof(IntegerLookup), "vocabulary", new object[] { 5, 2 }),
        
        // It is for the output mode int, which is not the last one.
        new(typeof(IntegerLookup), "invert", false),
    ];

    private static float[] Look(IntegerLookup layer, params float[] numbers)
    {
        using DisposeScope scope = NewDisposeScope();
        return Call(layer, tensor(numbers, [1, numbers.Length])).Values();
    }

    [Fact]
    public void Numbers_become_their_places_in_the_vocabulary() =>
        Assert.Equal([1, 3, 4, 4, 0, 2], Look(new IntegerLookup(vocabulary: [12, 36, 1138, 42]), Data.Features));

    [Fact]
    public void The_most_frequent_comes_first_and_then_the_greatest()
    {
        IntegerLookup layer = new();
        layer.Adapt(Data);
        Assert.Equal([-1, 42, 1138, 1000, 36, 12], layer.GetVocabulary());
        Assert.Equal([42, 1138, 1000, 36, 12], layer.GetVocabulary(includeSpecialTokens: false));
        Assert.Equal([5, 2, 1, 1, 3, 4], Look(layer, Data.Features));

        IntegerLookup few = new(maxTokens: 4, maskToken: 1138);
        few.Adapt(Data);
        Assert.Equal([1138, -1, 42, 1000], few.GetVocabulary());
        Assert.Equal([1, 0, 2, 2, 3, 1], Look(few, Data.Features));
    }

    [Fact]
    public void Unknown_numbers_are_shared_out_by_their_remainders() =>
        Assert.Equal([2, 4, 5, 1, 0, 1, 3], Look(new IntegerLookup(numOovIndices: 2, vocabulary: [12, 36, 1138, 42]), 12, 1138, 42, 37, 1000, -3, 36));

    [Fact]
    public void Without_a_place_for_them_unknown_numbers_are_refused()
    {
        IntegerLookup layer = new(numOovIndices: 0, maskToken: 9, vocabulary: [5, 3]);
        Assert.Equal([1, 0, 2], Look(layer, 5, 9, 3));
        ThrowsError("ValueOutOfRange", () => Look(layer, 5, 4), "'the_layer'", " 4,", "num_oov_indices");
    }

    [Theory]
    [InlineData(LookupOutputMode.MultiHot, new float[] { 0, 1, 0, 1, 1, 1, 0, 1, 0, 1 })]
    [InlineData(LookupOutputMode.Count, new float[] { 0, 1, 0, 1, 2, 2, 0, 1, 0, 1 })]
    public void The_numbers_of_a_sample_become_one_vector(LookupOutputMode mode, float[] expected)
    {
        Tensor input = tensor([12f, 1138, 42, 42, 42, 7, 36, 7], [2, 4]);
        Assert.Equal(expected, Call(new IntegerLookup(vocabulary: [12, 36, 1138, 42], outputMode: mode), input).Values());
    }

    [Fact]
    public void Each_number_becomes_a_vector_one_hot_and_masks_are_zeros()
    {
        Assert.Equal([0, 1, 0, 1, 0, 0, 0, 0, 0], Look(new IntegerLookup(maskToken: 0, vocabulary: [5, 3], outputMode: LookupOutputMode.OneHot), 5, 7, 0));
        Assert.Equal([0, 0, 1, 0, 0], Look(new IntegerLookup(maxTokens: 5, vocabulary: [5, 3], outputMode: LookupOutputMode.MultiHot, padToMaxTokens: true), 3));
    }

    [Fact]
    public void Counts_are_weighted_and_unknown_numbers_have_the_mean_weight_or_one_of_their_own()
    {
        Tensor input = tensor([12f, 1138, 42, 42, 42, 7, 36, 7], [2, 4]);
        IntegerLookup layer = new(vocabulary: [12, 36, 1138, 42], idfWeights: [0.25, 0.75, 0.6, 0.4], outputMode: LookupOutputMode.TfIdf);
        Golden.AssertClose([0, 0.25f, 0, 0.6f, 0.8f, 1, 0, 0.75f, 0, 0.4f], Call(layer, input).Values(), 1e-6, "weighted counts");
        IntegerLookup own = new(vocabulary: [-1, 12, 36, 1138, 42], idfWeights: [0.9, 0.25, 0.75, 0.6, 0.4], outputMode: LookupOutputMode.TfIdf);
        Golden.AssertClose([0, 0.25f, 0, 0.6f, 0.8f, 1.8f, 0, 0.75f, 0, 0.4f], Call(own, input).Values(), 1e-6, "weighted counts");
    }

    [Fact]
    public void Weights_are_learnt_from_the_samples_that_have_a_number()
    {
        // 42 is in two of three samples, the others are in one.
        IntegerLookup layer = new(outputMode: LookupOutputMode.TfIdf);
        layer.Adapt(new Dataset([42, 42, 42, 7, 1, 1], [2]));
        float often = MathF.Log(1 + (3 / (1f + 2)));
        float once = MathF.Log(1 + (3 / (1f + 1)));
        Assert.Equal([42, 1, 7], layer.GetVocabulary(includeSpecialTokens: false));
        Golden.AssertClose([often, once, once], Array.ConvertAll(layer.IdfWeights!, weight => (float)weight), 1e-6, "weights");
        Golden.AssertClose([(often + once + once) / 3, often, 2 * once, 0], Look(layer, 42, 1, 1, 99), 1e-6, "weighted counts");
    }

    [Fact]
    public void The_inverse_gives_the_numbers_back()
    {
        Assert.Equal([12, 1138, 42, 42, -1, 36, -1, -1], Look(new IntegerLookup(vocabulary: [12, 36, 1138, 42], invert: true), 1, 3, 4, 4, 0, 2, 9, -5));
        Assert.Equal([0, -1, 5], Look(new IntegerLookup(maskToken: 0, vocabulary: [0, -1, 5, 3], invert: true), 0, 1, 2));
    }

    [Fact]
    public void A_learnt_vocabulary_is_part_of_the_configuration()
    {
        IntegerLookup layer = new(outputMode: LookupOutputMode.TfIdf);
        layer.Adapt(Data);
        IntegerLookup again = (IntegerLookup)ObjectSignature.Of(typeof(IntegerLookup)).Create((IDictionary)layer.GetConfig());
        Assert.Equal(Look(layer, 42, 36, 5), Look(again, 42, 36, 5));
        Assert.Equal(layer.GetVocabulary(), again.GetVocabulary());
    }

    [Fact]
    public void What_is_built_keeps_its_size()
    {
        IntegerLookup layer = new(outputMode: LookupOutputMode.OneHot);
        ThrowsError("InvalidOperation", () => layer.ComputeOutputShape([2]), "vocabulary");
        layer.Adapt(new Dataset([1, 2], [1]));
        Assert.Equal([0, 0, 1], Look(layer, 1));
        layer.Adapt(new Dataset([3, 4], [1]));
        Assert.Equal([0, 1, 0], Look(layer, 4));
        ThrowsError("InvalidOperation", () => layer.Adapt(new Dataset([1, 2, 3], [1])), "'the_layer'", "vectors of 3", "has 4");
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        ThrowsError("InvalidOperation", () => Look(new IntegerLookup(), 1), "vocabulary", "-Data");
        ThrowsError("InvalidOperation", () => new IntegerLookup(vocabulary: [1]).Adapt(Data), "nothing to learn");
        ThrowsError("InvalidValue", () => new IntegerLookup(maxTokens: 1), "max_tokens must be 2 or above");
        ThrowsError("InvalidValue", () => new IntegerLookup(numOovIndices: -1), "num_oov_indices");
        ThrowsError("InvalidValue", () => new IntegerLookup(padToMaxTokens: true), "pad_to_max_tokens needs max_tokens");
        ThrowsError("InvalidValue", () => new IntegerLookup(vocabulary: []), "empty");
        ThrowsError("InvalidValue", () => new IntegerLookup(vocabulary: [1, 2, 1]), "'1' 2 times");
        ThrowsError("InvalidValue", () => new IntegerLookup(vocabulary: [1, 2], maxTokens: 2), "3 tokens", "max_tokens is 2");
        ThrowsError("InvalidValue", () => new IntegerLookup(maskToken: 2, vocabulary: [1, 2]), "'2'", "'2', '-1'");
        ThrowsError("InvalidValue", () => new IntegerLookup(vocabulary: [1, -1], invert: true), "'-1'");
        ThrowsError("InvalidValue", () => new IntegerLookup(invert: true, outputMode: LookupOutputMode.Count), "invert");
        ThrowsError("InvalidValue", () => new IntegerLookup(vocabulary: [1], idfWeights: [1]), "idf_weights", "tf_idf");
        ThrowsError("InvalidValue", () => new IntegerLookup(vocabulary: [1], outputMode: LookupOutputMode.TfIdf), "both vocabulary and idf_weights");
        ThrowsError("InvalidValue", () => new IntegerLookup(vocabulary: [1], idfWeights: [1, 2], outputMode: LookupOutputMode.TfIdf), "2 idf_weights", "of 1");
    }
}
