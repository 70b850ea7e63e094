using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Initializers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// A dense layer over any axes: <c>activation(einsum(equation, x, kernel) + bias)</c>. In the equation each letter is an axis, the first
/// letter of input and output the batch axis; what input and kernel share and the output lacks is summed over. <c>ab,bc->ac</c> is
/// Dense; <c>abc,cd->abd</c> is Dense on sequences; <c>...x,xy->...y</c> takes any number of axes before the last.
/// </summary>
/// <param name="equation">
/// The equation: <c>X,Y->Z</c>, <c>...X,Y->...Z</c> or <c>X...,Y->Z...</c> with letters for the axes of input X, kernel Y and output Z.
/// </param>
/// <param name="partialOutputShape">
/// Keras's <c>output_shape</c>: the sizes of the output without the batch axis and without what dots stand for; null where the input
/// decides.
/// </param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="biasAxes">The letters of the output axes that the bias has; no bias by default.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-EinsumDenseLayer 'abc,cd->abd' $null, 16 -BiasAxis d) -InputShape 10, 8 | Get-ModelSummary
/// </code>
/// Dense on the last axis of sequences.
/// </example>
/// <example>
/// <code>
/// New-SequentialModel (New-EinsumDenseLayer 'abc,bd->adc' 4, $null) -InputShape 10, 8 | Get-ModelSummary
/// </code>
/// 10 time steps become 4; the 8 features stay.
/// </example>
public sealed class EinsumDense(
    string equation,
    long?[] partialOutputShape,
    ActivationFunction? activation = null,
    string? biasAxes = null)
    : KernelLayer(activation, biasAxes is not null)
{
    private readonly EinsumEquation parsed = Parse(equation, biasAxes);

    /// <summary>The equation.</summary>
    public string Equation { get; } = equation;

    /// <summary>The sizes of the output without the batch axis and without what dots stand for; null where the input decides.</summary>
    [KerasName("output_shape")]
    public long?[] PartialOutputShape { get; } = partialOutputShape.All(size => size is null or > 0)
        ? partialOutputShape
        : throw KerasException.InvalidValue(nameof(EinsumDense), "the sizes of output_shape must be above 0, or null for the input's.", partialOutputShape);

    /// <summary>The letters of the output axes that the bias has, or null.</summary>
    public string? BiasAxes { get; } = biasAxes;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => Activation.ComputeOutputShape(Resolve(inputShape).Output);

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        Tensor output = einsum(Equation, input, Kernel);
        return Activation.Call(Bias is { } bias ? output + bias : output);
    }

    /// <inheritdoc/>
    protected override bool AcceptsShape(IReadOnlyList<long> built, IReadOnlyList<long> given)
    {
        EinsumShapes before = Resolve(built);
        EinsumShapes after = Resolve(given);
        return built.Count == given.Count && before.Kernel.SequenceEqual(after.Kernel) && (before.Bias ?? []).SequenceEqual(after.Bias ?? []);
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        EinsumShapes shapes = Resolve(inputShape);
        Initializer withFans = KernelInitializer is VarianceScaling values && (values.InputAxes is null || values.OutputAxes is null)
            ? new VarianceScaling(values.Scale, values.Mode, values.Distribution, values.Seed, shapes.InputAxes, shapes.OutputAxes)
            : KernelInitializer;
        AddKernel(shapes.Kernel, withFans);
        AddBias(shapes.Bias ?? []);
    }

    private static EinsumEquation Parse(string equation, string? biasAxes)
    {
        EinsumEquation parsed = new(equation);
        parsed.RequireBiasAxes(biasAxes);
        return parsed;
    }

    private EinsumShapes Resolve(IReadOnlyList<long> inputShape) =>
        parsed.Resolve(inputShape, PartialOutputShape, BiasAxes) ?? throw WrongShape(inputShape, parsed.Needs());
}
