using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>Attention: of queries over steps, with and without heads.</summary>
internal static class AttentionConverter
{
    public static OnnxValue[] Dot(Attention layer, OnnxCall call)
    {
        (OnnxValue query, OnnxValue key) = QueryAndKey(call);
        OnnxValue? scale = call.FindWeight("scale");
        if (layer.ScoreMode == AttentionScoreMode.Dot)
        {
            OnnxValue products = query.MatMul(key.Transpose([.. Enumerable.Range(0, call.Rank - 2).Select(axis => (long)axis), call.Rank - 1, call.Rank - 2]));
            return Attend(layer, call, scale is null ? products : products * scale);
        }

        OnnxValue sums = query.Unsqueeze(-2) + key.Unsqueeze(-3);
        return Attend(layer, call, (scale is null ? sums : sums * scale).Tanh().Sum([-1], keepdims: false) * call.Weight("concat_score_weight"));
    }

    public static OnnxValue[] Additive(AdditiveAttention layer, OnnxCall call)
    {
        (OnnxValue query, OnnxValue key) = QueryAndKey(call);
        OnnxValue terms = (query.Unsqueeze(-2) + key.Unsqueeze(-3)).Tanh();
        return Attend(layer, call, (call.FindWeight("scale") is { } scale ? terms * scale : terms).Sum([-1], keepdims: false));
    }

    public static OnnxValue[] Projected(ProjectedAttention layer, OnnxCall call)
    {
        OnnxTensor queryInput = call.Inputs[0];
        OnnxTensor valueInput = call.Inputs[1];
        OnnxTensor keyInput = call.Inputs[call.Inputs.Length > 2 ? 2 : 1];
        AttentionAxes axes = layer.AxesOf(queryInput.Shape);
        OnnxValue? allowed = Allowed(layer, call, axes);
        OnnxTensor projected = Project(layer, call, "query", queryInput);
        OnnxValue queries = projected.Value * (1 / Math.Sqrt(layer.KeySize));
        OnnxValue keys = ForEachHead(layer, call, Project(layer, call, "key", keyInput).Value);
        OnnxValue values = ForEachHead(layer, call, Project(layer, call, "value", valueInput).Value);
        bool isFused = layer.Dropout == 0 && !layer.ReturnAttentionScores && projected.Rank == 4;
        OnnxValue scores = call.Graph.Add("Einsum", [keys, queries], ("equation", axes.ScoresEquation));
        OnnxValue weights = ActivationLayerConverter.Over(scores, Array.ConvertAll(axes.KeyAxesOfScores, axis => (long)axis), allowed, isFused);
        OnnxValue found = call.Graph.Add("Einsum", [weights, values], ("equation", axes.CombineEquation));
        if (layer.UseGate)
            found *= Project(layer, call, "gate", queryInput).Value;
        OnnxValue result = Project(layer, call, "attention_output", new OnnxTensor(found, [.. queryInput.Shape[..^1], layer.Heads, layer.ValueSize])).Value;
        return layer.ReturnAttentionScores ? [result, weights] : [result];
    }

    public static OnnxValue?[] Masks(AttentionLayer layer, OnnxCall call) => [call.Mask, .. new OnnxValue?[call.OutputShapes.Length - 1]];

    private static (OnnxValue Query, OnnxValue Key) QueryAndKey(OnnxCall call) => (call.Input, call.Inputs[^1].Value);

    private static OnnxValue[] Attend(SequenceAttention layer, OnnxCall call, OnnxValue scores)
    {
        OnnxValue? allowed = call.Inputs[1].Mask?.Unsqueeze(-2);
        if (layer.UseCausalMask)
            allowed = And(allowed, IsNotLater(Distances(call, call.Rank - 2)));
        if (allowed is not null)
            scores = allowed.Choose(scores, scores - 1e9);
        OnnxValue weights = scores.Softmax(-1);
        OnnxValue output = weights.MatMul(call.Inputs[1].Value);
        if (call.Mask is { } queryMask)
            output = queryMask.Unsqueeze(-1).Choose(output, call.Graph.Number(0));
        return layer.ReturnAttentionScores ? [output, weights] : [output];
    }

    private static OnnxTensor Project(ProjectedAttention layer, OnnxCall call, string name, OnnxTensor input) =>
        call.Run(layer.Sublayers.Single(inner => inner.Name == name), input with { Mask = null })[0];

    private static OnnxValue ForEachHead(ProjectedAttention layer, OnnxCall call, OnnxValue projected)
    {
        if (layer.KeyHeads == layer.Heads)
            return projected;
        int shared = layer.Heads / layer.KeyHeads;
        return projected.Gather(call.Graph.Integers(Enumerable.Range(0, layer.Heads).Select(head => (long)(head / shared)).ToArray()), 2);
    }

    private static OnnxValue? Allowed(ProjectedAttention layer, OnnxCall call, AttentionAxes axes)
    {
        OnnxTensor[] given = call.Inputs.Take(3).ToArray();
        OnnxValue? allowed = given[0].Mask?.Unsqueeze(-1);
        int rank = given.Any(input => input.Mask is not null) ? 3 : 2;
        foreach (OnnxTensor input in given.Skip(1))
            allowed = And(allowed, input.Mask?.Unsqueeze(-2));
        if (layer.UseCausalMask || layer.SlidingWindow is not null)
        {
            OnnxValue distances = Distances(call, axes.Attended[0]);
            if (layer.UseCausalMask)
                allowed = And(allowed, IsNotLater(distances));
            if (layer.SlidingWindow is { } steps)
                allowed = And(allowed, distances.Unary("Abs").Less(call.Graph.Integer(steps)));
        }

        OnnxValue? given4 = call.Inputs.Length < 4 ? null : call.Inputs[3].Value.Equal(call.Graph.Number(0)).Not();
        return And(allowed is null ? null : WithAxesOfScores(allowed, rank, axes), given4 is null ? null : WithAxesOfScores(given4, call.Inputs[3].Rank, axes));
    }

    /// <summary>What lacks of a mask's axes: the heads', where it has the samples'.</summary>
    private static OnnxValue WithAxesOfScores(OnnxValue mask, int rank, AttentionAxes axes) =>
        rank > 2 * axes.Attended.Length && rank < axes.ScoresRank
            ? WithAxesOfScores(mask.Unsqueeze(rank - (2 * axes.Attended.Length)), rank + 1, axes)
            : mask;

    private static OnnxValue? And(OnnxValue? left, OnnxValue? right) => left is null ? right : right is null ? left : left.And(right);

    private static OnnxValue IsNotLater(OnnxValue distances) => (-distances).Less(distances.Integer(1));

    /// <summary>How far before each query each key is, in steps.</summary>
    private static OnnxValue Distances(OnnxCall call, int axis) =>
        call.Input.Size(axis).Range().Unsqueeze(1) - call.Inputs[^1].Value.Size(axis).Range().Unsqueeze(0);
}
