using KerasPS.Layers;
using KerasPS.Text;
using static TorchSharp.torch;

namespace KerasPS.Onnx.Converters;

/// <summary>Layers that prepare numbers and categories.</summary>
internal static class PreprocessingConverter
{
    // Marks a number that is not in a vocabulary, apart from one that is masked.
    private const long Unknown = -2;
    private const long Masked = -1;

    public static OnnxValue Rescaling(Rescaling layer, OnnxCall call) =>
        (call.Input * Numbers(call, layer.Scale)) + Numbers(call, layer.Offset);

    public static OnnxValue Normalization(Normalization layer, OnnxCall call)
    {
        (Tensor mean, Tensor deviation) = layer.StatisticsFor(zeros([1, .. call.InputShape.Select(size => Math.Max(size, 1))]));
        OnnxValue center = call.Graph.Values(mean);
        OnnxValue scale = call.Graph.Values(deviation);
        return layer.Invert ? (call.Input * scale) + center : (call.Input - center) / scale;
    }

    public static OnnxValue Discretization(Discretization layer, OnnxCall call)
    {
        if (layer.BinBoundaries is not { } limits)
            throw new OnnxNotSupportedException("has no bin_boundaries yet");
        OnnxValue isBelow = call.Input.Unsqueeze(-1).Less(call.Graph.Numbers(Array.ConvertAll(limits, limit => (float)limit), limits.Length));
        OnnxValue bins = isBelow.Not().ToFloat().Sum([-1], keepdims: false);
        return Encode(call, bins, (LookupOutputMode)layer.OutputMode, limits.Length + 1);
    }

    public static OnnxValue CategoryEncoding(CategoryEncoding layer, OnnxCall call) =>
        Encode(call, call.Input.ToInteger().ToFloat(), (LookupOutputMode)layer.OutputMode, layer.NumTokens, call.Inputs.ElementAtOrDefault(1)?.Value);

    public static OnnxValue IntegerLookup(IntegerLookup layer, OnnxCall call)
    {
        IndexLookup<long> index = layer.Index;
        if (index.Tokens.Count == 0)
            throw new OnnxNotSupportedException("has no vocabulary yet");
        OnnxValue numbers = call.Input.ToInteger();
        if (layer.Invert)
            return Map(call, numbers, index.All().Select((token, i) => ((long)i, token)), layer.OovToken).ToFloat();
        long ofMask = layer.OutputMode == LookupOutputMode.Int ? 0 : Masked;
        IEnumerable<(long, long)> known = index.Tokens.Select(token => (token, (long)index.Find(token)));
        OnnxValue found = Map(
            call,
            numbers,
            layer.MaskToken is { } mask ? known.Append((mask, ofMask)) : known,
            layer.NumOovIndices == 1 ? index.Rules.OovStart : layer.NumOovIndices == 0 ? Masked : Unknown);
        if (layer.NumOovIndices > 1)
        {
            OnnxValue spread = call.Graph.Add("Mod", [numbers, call.Graph.Integer(layer.NumOovIndices)]) + call.Graph.Integer(index.Rules.OovStart);
            found = found.Equal(call.Graph.Integer(Unknown)).Choose(spread, found);
        }

        OnnxValue output = Encode(call, found.ToFloat(), layer.OutputMode, index.Depth);
        return layer.OutputMode == LookupOutputMode.TfIdf ? output * call.Graph.Numbers(index.Weights, index.Weights.Length) : output;
    }

    /// <summary>As the layers' base encodes integers; those without a position are left out.</summary>
    private static OnnxValue Encode(OnnxCall call, OnnxValue numbers, LookupOutputMode mode, int depth, OnnxValue? weights = null)
    {
        if (mode == LookupOutputMode.Int)
            return numbers;
        long[] shape = call.InputShape;
        OnnxValue isThere = numbers.Unsqueeze(-1).Equal(call.Graph.Numbers(Enumerable.Range(0, depth).Select(i => (float)i).ToArray(), depth)).ToFloat();
        if (mode == LookupOutputMode.OneHot)
            return shape is [.., 1] ? isThere.Squeeze(-2) : isThere;
        if (mode == LookupOutputMode.MultiHot)
            return isThere.Max([-2], keepdims: false);
        return (weights is null ? isThere : isThere * weights.Unsqueeze(-1)).Sum([-2], keepdims: false);
    }

    private static OnnxValue Map(OnnxCall call, OnnxValue numbers, IEnumerable<(long Key, long Value)> pairs, long otherwise)
    {
        (long Key, long Value)[] all = pairs.ToArray();
        return call.Graph.AddMany(
            "LabelEncoder",
            [numbers],
            1,
            [("keys_int64s", Array.ConvertAll(all, pair => pair.Key)), ("values_int64s", Array.ConvertAll(all, pair => pair.Value)), ("default_int64", otherwise)],
            OnnxConverters.MachineLearning)[0];
    }

    private static OnnxValue Numbers(OnnxCall call, double[] values) => call.Graph.Numbers(Array.ConvertAll(values, value => (float)value), values.Length);
}
