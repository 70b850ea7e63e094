using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Makes a sequence of each row by repeating it. Input <c>(features)</c>, output <c>(n, features)</c>.</summary>
/// <param name="n">How often the row comes.</param>
public sealed class RepeatVector(int n) : Layer
{
    /// <summary>How often the row comes.</summary>
    public int N { get; } = Require.Positive(n, nameof(RepeatVector), nameof(n));

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.Length == 1 ? [N, inputShape[0]] : throw WrongShape(inputShape, "(features)");

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input.unsqueeze(1).expand(-1, N, -1);
}
