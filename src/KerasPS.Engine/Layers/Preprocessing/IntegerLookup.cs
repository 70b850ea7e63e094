using KerasPS.Data;
using KerasPS.Numerics;
using KerasPS.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Turns integers that are names of something, such as article or postal codes, into their indices in a vocabulary, or into vectors with a
/// position for each. The vocabulary is given, or learnt from a dataset: the most frequent number first, and of equally frequent ones the greatest.
/// </summary>
/// <remarks>
/// Input <c>(...)</c>; output the same for int; <c>(..., size)</c> for one_hot, without an input's last axis of length 1; else <c>(..., size)</c>
/// for <c>(..., length)</c>. In front of the vocabulary stand the mask token, where there is one and the output mode is int, and the out-of-vocabulary (OOV) indices for
/// numbers that are not in it; with several of these, a number's remainder says which. Without any, such a number is an error on the CPU; on
/// another device, where looking at it would cost time, its index is -1, and vectors leave it out.
/// </remarks>
/// <param name="maxTokens">How many indices there are at most, all included; any number by default. Only the most frequent numbers are learnt.</param>
/// <param name="numOovIndices">The number of out-of-vocabulary (OOV) indices.</param>
/// <param name="maskToken">A number that stands for nothing: it has index 0, and is left out of vectors; none by default.</param>
/// <param name="oovToken">What stands in the vocabulary for numbers that are not in it.</param>
/// <param name="vocabulary">The numbers, with or without the special tokens before them; to be learnt by default.</param>
/// <param name="idfWeights">The weight of each number of the vocabulary, for tf_idf.</param>
/// <param name="invert">Whether the layer is the inverse: indices become numbers.</param>
/// <param name="outputMode">What the layer outputs for the indices.</param>
/// <param name="padToMaxTokens">Whether vectors are filled up with zeros to maxTokens.</param>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-IntegerLookupLayer -Vocabulary 12, 36, 1138, 42) -InputShape 3
/// , (12, 1138, 7) | Invoke-ModelPredict $model
/// </code>
/// 12 has the index 1 and 1138 the index 3; 7 is not known, so its index is 0.
/// </example>
/// <example>
/// <code>
/// $shops = 1..40 | ForEach-Object { @{ code = 1000 * ($_ % 4); sales = $_ % 4 } } | ConvertTo-Dataset -Label sales
/// New-SequentialModel (New-IntegerLookupLayer -Data $shops -OutputMode one_hot), (New-DenseLayer 1) | Invoke-ModelFit -Data $shops -Loss mse
/// </code>
/// The codes of the training data, one-hot; a code that comes later is out of vocabulary.
/// </example>
public sealed class IntegerLookup(
    int? maxTokens = null,
    int numOovIndices = 1,
    long? maskToken = null,
    long oovToken = -1,
    long[]? vocabulary = null,
    double[]? idfWeights = null,
    bool invert = false,
    LookupOutputMode outputMode = LookupOutputMode.Int,
    bool padToMaxTokens = false) : CategoricalLayer, IAdaptable
{
    private const long NoIndex = -1;

    private readonly IndexLookup<long> index = new(
        new TokenRules<long>(nameof(IntegerLookup), maxTokens, numOovIndices, maskToken is { } mask ? [mask] : [], oovToken, outputMode, padToMaxTokens, Comparer<long>.Default, invert),
        vocabulary,
        idfWeights);

    private DeviceTables? tables;

    /// <summary>How many indices there are at most, or null.</summary>
    public int? MaxTokens { get; } = maxTokens;

    /// <summary>The number of out-of-vocabulary (OOV) indices.</summary>
    public int NumOovIndices { get; } = numOovIndices;

    /// <summary>A number that stands for nothing, or null.</summary>
    public long? MaskToken { get; } = maskToken;

    /// <summary>What stands in the vocabulary for unknown numbers.</summary>
    public long OovToken { get; } = oovToken;

    /// <summary>The vocabulary as it was given, or as it was learnt (then without special tokens); null before.</summary>
    public long[]? Vocabulary => index.Vocabulary;

    /// <summary>The weight of each number of the vocabulary in the output mode tf_idf; null otherwise.</summary>
    public double[]? IdfWeights => index.IdfWeights;

    /// <summary>Whether indices become numbers.</summary>
    public bool Invert { get; } = invert;

    /// <summary>What the layer outputs for the indices.</summary>
    public LookupOutputMode OutputMode { get; } = outputMode;

    /// <summary>Whether vectors are filled up with zeros to <see cref="MaxTokens"/>.</summary>
    public bool PadToMaxTokens { get; } = padToMaxTokens;

    internal IndexLookup<long> Index => index;

    /// <inheritdoc/>
    private protected override LookupOutputMode Mode => OutputMode;

    /// <inheritdoc/>
    private protected override int Depth => index.IsReady || PadToMaxTokens ? index.Depth : throw WithoutVocabulary();

    /// <summary>The numbers in the order of their indices.</summary>
    /// <param name="includeSpecialTokens">Whether those for masks and unknown numbers are among them, so that a number's position is its index.</param>
    public IReadOnlyList<long> GetVocabulary(bool includeSpecialTokens = true) => index.All(includeSpecialTokens);

    /// <inheritdoc/>
    /// <exception cref="KerasException">The vocabulary was given, or the layer was built for one of another size.</exception>
    public void Adapt(Dataset data)
    {
        int built = IsBuilt && Mode != LookupOutputMode.Int ? Depth : -1;
        DataArray features = data.Inputs[0];
        index.Adapt(features.Chunks()
            .SelectMany(chunk => chunk.ToArray().Chunk(features.Size))
            .Select(sample => Array.ConvertAll(sample, value => (long)value)));
        tables = null;
        if (built >= 0 && Depth != built)
            throw Refused($"was built for vectors of {built}, but the vocabulary it learnt has {Depth}; make a new layer");
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        if (index.Tokens.Count == 0)
            throw WithoutVocabulary();
        tables ??= new(index);
        Tensor numbers = input.to_type(ScalarType.Int64);
        if (Invert)
            return tables.TokensAt(numbers).to_type(ExactFormat(input));
        Tensor output = Encode(IndicesOf(numbers), input);
        return Mode == LookupOutputMode.TfIdf ? output * tables.Weights(output) : output;
    }

    private Tensor IndicesOf(Tensor numbers)
    {
        (Tensor found, Tensor isKnown) = tables!.IndicesOf(numbers);
        if (MaskToken is { } mask)
        {
            Tensor isMask = numbers.eq(mask);
            found = found.masked_fill(isMask, Mode == LookupOutputMode.Int ? 0 : NoIndex);
            isKnown = isKnown.logical_or(isMask);
        }

        switch (NumOovIndices)
        {
            case 0:
                RequireAllKnown(numbers, isKnown);
                return found.masked_fill(isKnown.logical_not(), NoIndex);
            case 1:
                return found.masked_fill(isKnown.logical_not(), index.Rules.OovStart);
            default:
                return where(isKnown, found, numbers.remainder(NumOovIndices) + index.Rules.OovStart);
        }
    }

    /// <summary>As with the inputs of embeddings, only where the look costs nothing.</summary>
    private void RequireAllKnown(Tensor numbers, Tensor isKnown)
    {
        if (numbers.device_type != DeviceType.CPU)
            return;
        using DisposeScope scope = NewDisposeScope();
        if (isKnown.all().item<bool>())
            return;
        long unknown = numbers.masked_fill(isKnown, long.MinValue).amax().item<long>();
        throw new KerasException(
            "ValueOutOfRange", $"{Subject} received {unknown}, which is not in its vocabulary, and has no out-of-vocabulary index; set num_oov_indices to 1 or more.", this);
    }

    private KerasException WithoutVocabulary() => Refused("has no vocabulary yet; give it one, or a dataset to learn it from (-Data, or the method Adapt)");

    private KerasException Refused(string problem) =>
        new("InvalidOperation", $"{Subject} {problem}.", this);

    /// <summary>The vocabulary in forms that a device can search.</summary>
    private sealed class DeviceTables
    {
        private readonly DeviceConstant sorted;
        private readonly DeviceConstant indices;
        private readonly DeviceConstant tokens;
        private readonly DeviceConstant weights;

        public DeviceTables(IndexLookup<long> index)
        {
            long[] ascending = index.Tokens.Order().ToArray();
            sorted = new(Array.ConvertAll(ascending, token => (double)token));
            indices = new(Array.ConvertAll(ascending, token => (double)index.Find(token)));
            tokens = new([.. index.All().Select(token => (double)token), index.Rules.OovToken]);
            weights = new(Array.ConvertAll(index.Weights, weight => (double)weight));
        }

        public Tensor Weights(Tensor vectors) => weights.Like(vectors);

        public (Tensor Found, Tensor IsKnown) IndicesOf(Tensor numbers)
        {
            Tensor keys = sorted.Like(numbers);
            Tensor places = numbers.reshape(-1).bucketize(keys).clamp(max: keys.size(0) - 1);
            return (indices.Like(numbers).index_select(0, places).reshape(numbers.shape), keys.index_select(0, places).reshape(numbers.shape).eq(numbers));
        }

        /// <summary>The tokens at indices; where there is none, the last one, which stands for unknown ones.</summary>
        public Tensor TokensAt(Tensor numbers)
        {
            Tensor all = tokens.Like(numbers);
            long last = all.size(0) - 1;
            Tensor places = numbers.masked_fill(numbers.lt(0).logical_or(numbers.gt(last)), last);
            return all.index_select(0, places.reshape(-1)).reshape(numbers.shape);
        }
    }
}
