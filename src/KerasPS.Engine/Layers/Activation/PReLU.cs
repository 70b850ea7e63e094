using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary><c>x</c> above 0, else <c>alpha · x</c> with learned alphas (He et al. 2015). The output has the input's shape.</summary>
/// <param name="alphaInitializer">The initializer of the alphas; <c>zeros</c> by default.</param>
/// <param name="alphaRegularizer">A penalty on the alphas; none by default.</param>
/// <param name="alphaConstraint">The constraint on the alphas; none by default.</param>
/// <param name="sharedAxes">
/// The axes along which the alphas are the same, the batch axis counted as 0: <c>1, 2</c> gives images one alpha per channel. By default
/// each value of a sample has its own.
/// </param>
public sealed class PReLU(
    Initializer? alphaInitializer = null,
    Regularizer? alphaRegularizer = null,
    Constraint? alphaConstraint = null,
    long[]? sharedAxes = null) : Layer
{
    private Variable alpha = null!;

    /// <summary>The initializer of the alphas.</summary>
    public Initializer AlphaInitializer { get; } = alphaInitializer ?? new Zeros();

    /// <summary>A penalty on the alphas, or null.</summary>
    public Regularizer? AlphaRegularizer { get; } = alphaRegularizer;

    /// <summary>The constraint on the alphas, applied after each step, or null.</summary>
    public Constraint? AlphaConstraint { get; } = alphaConstraint;

    /// <summary>The axes along which the alphas are the same, the batch axis counted as 0; null for none.</summary>
    public long[]? SharedAxes { get; } = sharedAxes;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        AlphaShape(inputShape);
        return inputShape;
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) =>
        nn.functional.relu(input) - (nn.functional.relu(-input) * alpha.ComputeValue);

    /// <inheritdoc/>
    protected override bool AcceptsShape(IReadOnlyList<long> built, IReadOnlyList<long> given) =>
        built.Count == given.Count && AlphaShape(built).SequenceEqual(AlphaShape(given));

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape) =>
        alpha = AddVariable("alpha", AlphaShape(inputShape), AlphaInitializer, regularizer: AlphaRegularizer, constraint: AlphaConstraint);

    private long[] AlphaShape(IReadOnlyList<long> sampleShape)
    {
        int[] shared = SampleAxes.Resolve(this, SharedAxes ?? [], sampleShape);
        return sampleShape.Select((size, i) => shared.Contains(i + 1) ? 1 : size).ToArray();
    }
}
