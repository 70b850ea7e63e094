using KerasPS.Initializers;
using KerasPS.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Wraps a layer and, at each training step, divides its kernel by an estimate of the kernel's largest singular value, so that the layer
/// changes distances by a factor of 1 at most (Miyato et al. 2018). Shapes are those of the wrapped layer.
/// </summary>
/// <param name="layer">A layer with a kernel (dense layers and convolutions) or with embeddings.</param>
/// <param name="powerIterations">The number of steps of the power iteration in each training step.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-SpectralNormalizationLayer (New-DenseLayer 4)) -InputShape 8 | Get-ModelSummary
/// </code>
/// A Dense layer that cannot make distances longer.
/// </example>
/// <example>
/// <code>
/// New-SpectralNormalizationLayer (New-Conv2DLayer 16 3) -PowerIteration 3
/// </code>
/// A better estimate at each step.
/// </example>
public sealed class SpectralNormalization(Layer layer, int powerIterations = 1) : Layer
{
    private Variable kernel = null!;
    private Variable vectorU = null!;

    /// <summary>The wrapped layer.</summary>
    public Layer Layer { get; } = layer;

    /// <summary>The number of steps of the power iteration in each training step.</summary>
    public int PowerIterations { get; } = Require.Positive(powerIterations, nameof(SpectralNormalization), nameof(powerIterations));

    internal override bool CastsInputs => Layer.CastsInputs;

    /// <summary>Keras counts the kernel as the wrapper's too.</summary>
    internal override IEnumerable<Variable> SavedVariables => base.SavedVariables.Prepend(kernel);

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => Layer.ComputeOutputShape(inputShape);

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        if (context.Training)
            NormalizeKernel();
        Tensor output = Layer.Run([new MaskedTensor(input, context.Mask)], context)[0].Value;
        return CastsInputs ? DtypePolicy.Cast(output, input.dtype) : output;
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        Layer.Name ??= Layer.DefaultName;
        AddSublayer(Layer, inputShape);
        kernel = (Layer.Sublayers.Count == 0 ? Layer.Variables.FirstOrDefault(v => v.Name is "kernel" or "embeddings") : null)
            ?? throw new KerasException("InvalidValue", $"{Subject} needs a layer with a kernel or embeddings, which '{Layer.Name}' ({Layer.ClassName}) lacks.", Layer);
        vectorU = AddVariable("vector_u", [1, kernel.Shape[^1]], new TruncatedNormal(stddev: 0.02), trainable: false);
    }

    /// <summary>Improves the estimate of the first right singular vector u, and divides the kernel W by v W uᵀ; a kernel of zeros stays.</summary>
    private void NormalizeKernel()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor weights = kernel.Value.reshape(-1, kernel.Shape[^1]);
        Tensor u = vectorU.Value;
        Tensor v = u;
        for (int i = 0; i < PowerIterations; i++)
        {
            v = KerasMath.UnitLength(u.mm(weights.t()), [0, 1]);
            u = KerasMath.UnitLength(v.mm(weights), [0, 1]);
        }

        Tensor isZero = kernel.Value.eq(0).all();
        vectorU.Value.copy_(where(isZero, vectorU.Value, u));
        kernel.Value.copy_(where(isZero, kernel.Value, kernel.Value / v.mm(weights).mm(u.t())));
    }
}
