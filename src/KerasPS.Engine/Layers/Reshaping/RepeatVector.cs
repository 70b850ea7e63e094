using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Repeats each vector as a sequence. Input <c>(features)</c>, output <c>(n, features)</c>.</summary>
/// <param name="n">How many times the vector is repeated.</param>
public sealed class RepeatVector(int n) : Layer
{
    /// <summary>How many times the vector is repeated.</summary>
    public int N { get; } = Require.Positive(n, nameof(RepeatVector), nameof(n));

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.Length == 1 ? [N, inputShape[0]] : throw WrongShape(inputShape, "(features)");

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input.unsqueeze(1).expand(-1, N, -1);
}
