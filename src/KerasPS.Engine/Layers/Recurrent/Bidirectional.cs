using System.Collections;
using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Reads sequences in both directions with two recurrent layers, and merges their outputs (Schuster and Paliwal 1997). The layer is
/// taken as a description: the two that are made from it have weights of their own. Input <c>(time, features)</c>, and initial states
/// after it, where they are not zeros: those of the forward layer, then those of the other. Output as the layer's, merged; where it
/// returns states, they come after the output in the same order.
/// </summary>
/// <remarks>
/// With returnSequences the outputs of both directions belong to the same time steps, and those of masked ones are zeros. As in
/// Keras 3.16 the mask is not passed on to the layers after.
/// </remarks>
/// <example>
/// <code>
/// New-SequentialModel (New-BidirectionalLayer (New-LSTMLayer 16)), (New-DenseLayer 1) -InputShape 10, 8 | Get-ModelSummary
/// </code>
/// Sequences of 10 steps become vectors of 32 values: 16 of each direction.
/// </example>
/// <example>
/// <code>
/// New-BidirectionalLayer (New-GRULayer 16 -ReturnSequences) -MergeMode sum
/// </code>
/// The sum of both directions at each time step.
/// </example>
public sealed class Bidirectional : MultipleInputLayer
{
    /// <summary>Makes a layer.</summary>
    /// <param name="layer">The layer that reads forward: an LSTM, GRU, SimpleRNN or RNN.</param>
    /// <param name="mergeMode">How the outputs become one: <c>concat</c>, <c>sum</c>, <c>mul</c> or <c>ave</c>; null gives both.</param>
    /// <param name="backwardLayer">The layer that reads backward, with goBackwards; by default it is made like the other.</param>
    /// <exception cref="KerasException">The two layers do not belong together.</exception>
    public Bidirectional(RecurrentLayer layer, MergeMode? mergeMode = Layers.MergeMode.Concat, RecurrentLayer? backwardLayer = null)
    {
        MergeMode = mergeMode;
        Layer = Copy(layer, "forward_", layer.GoBackwards);
        BackwardLayer = backwardLayer ?? Copy(layer, "backward_", goBackwards: true);
        BackwardLayer.Name ??= NameOf(BackwardLayer, "backward_");
        Sublayers = [Layer, BackwardLayer];
        Agree();
    }

    /// <summary>The layer that reads forward.</summary>
    public RecurrentLayer Layer { get; }

    /// <summary>How the outputs become one; null where both are given.</summary>
    public MergeMode? MergeMode { get; }

    /// <summary>The layer that reads backward.</summary>
    public RecurrentLayer BackwardLayer { get; }

    internal override IReadOnlyList<Layer> Sublayers { get; }

    internal override IEnumerable<(string Attribute, Layer Layer)> Attributes => [("backward_layer", BackwardLayer), ("forward_layer", Layer)];

    /// <summary>Lets both layers, where they are stateful, begin the next batch with states of zeros.</summary>
    public void ResetState()
    {
        Layer.ResetState();
        BackwardLayer.ResetState();
    }

    /// <inheritdoc/>
    public override long[][] ComputeOutputShapes(long[][] inputShapes)
    {
        if (int.IsEvenInteger(inputShapes.Length))
            throw WrongCount(inputShapes.Length, "sequences and, after them, the same number of initial states for each direction");
        (long[][] ofForward, long[][] ofBackward) = Halves(inputShapes);
        long[][] forward = Layer.ComputeOutputShapes(ofForward);
        long[][] backward = BackwardLayer.ComputeOutputShapes(ofBackward);
        bool isJoined = MergeMode == Layers.MergeMode.Concat;
        if (MergeMode is not null && !isJoined && !forward[0].SequenceEqual(backward[0]))
            throw WrongShape(inputShapes[0], $"for which both directions give outputs of one shape, not {Shape.Format(forward[0])} and {Shape.Format(backward[0])}");
        long[] merged = isJoined ? [.. forward[0][..^1], forward[0][^1] + backward[0][^1]] : forward[0];
        return [.. MergeMode is null ? [forward[0], backward[0]] : new[] { merged }, .. forward[1..], .. backward[1..]];
    }

    /// <inheritdoc/>
    public override Tensor[] Call(Tensor[] inputs, CallContext context)
    {
        (Tensor[] ofForward, Tensor[] ofBackward) = Halves(inputs);
        Tensor[] forward = Run(Layer, ofForward, context);
        Tensor[] backward = Run(BackwardLayer, ofBackward, context);
        Tensor back = Layer.ReturnSequences ? backward[0].flip(1) : backward[0];
        Tensor[] outputs = MergeMode switch
        {
            Layers.MergeMode.Sum => [forward[0] + back],
            Layers.MergeMode.Mul => [forward[0] * back],
            Layers.MergeMode.Ave => [(forward[0] + back) / 2],
            Layers.MergeMode.Concat => [cat([forward[0], back], -1)],
            _ => [forward[0], back],
        };
        return [.. outputs, .. forward[1..], .. backward[1..]];
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[][] inputShapes)
    {
        Agree();
        (long[][] ofForward, long[][] ofBackward) = Halves(inputShapes);
        AddSublayer(Layer, ofForward);
        AddSublayer(BackwardLayer, ofBackward);
    }

    private static Tensor[] Run(RecurrentLayer layer, Tensor[] inputs, CallContext context)
    {
        MaskedTensor[] masked = inputs.Select((input, i) => new MaskedTensor(input, i == 0 ? context.Mask : null)).ToArray();
        return Array.ConvertAll(layer.Run(masked, context), output => output.Value);
    }

    /// <summary>The sequences for both layers, each with its half of the initial states.</summary>
    private static (T[] Forward, T[] Backward) Halves<T>(T[] inputs)
    {
        int states = inputs.Length / 2;
        return (inputs[..(1 + states)], [inputs[0], .. inputs[(1 + states)..]]);
    }

    private static string NameOf(RecurrentLayer layer, string direction)
    {
        string name = layer.Name ?? layer.DefaultName;
        return name.StartsWith(direction, StringComparison.Ordinal) ? name : direction + name;
    }

    private static RecurrentLayer Copy(RecurrentLayer layer, string direction, bool goBackwards)
    {
        Hashtable config = new((IDictionary)layer.GetConfig())
        {
            ["name"] = NameOf(layer, direction),
            ["go_backwards"] = goBackwards,
            ["zero_output_for_mask"] = layer.ReturnSequences,
        };
        return (RecurrentLayer)ObjectSignature.Of(layer.GetType()).Create(config);
    }

    /// <summary>Holds the layers together when they are given, and once more before their options are final.</summary>
    private void Agree()
    {
        BackwardLayer.ZeroOutputForMask = BackwardLayer.ReturnSequences;
        Require(Layer.GoBackwards != BackwardLayer.GoBackwards, "go_backwards", "different values");
        Require(Layer.ReturnSequences == BackwardLayer.ReturnSequences, "return_sequences", "the same value");
        Require(Layer.ReturnState == BackwardLayer.ReturnState, "return_state", "the same value");
        Require(Layer.Stateful == BackwardLayer.Stateful, "stateful", "the same value");
    }

    private void Require(bool isFulfilled, string argument, string needed)
    {
        if (!isFulfilled)
            throw KerasException.InvalidValue(nameof(Bidirectional), $"layer and backward_layer must have {needed} for {argument}.", this);
    }
}
