using System.Diagnostics.CodeAnalysis;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers with a bias and an activation: what Keras lets users choose about these.</summary>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public abstract class BiasLayer(ActivationFunction? activation, bool useBias) : Layer
{
    private Variable? bias;

    /// <summary>The activation.</summary>
    public ActivationFunction Activation { get; } = activation ?? new Linear();

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; } = useBias;

    /// <summary>Initial values of the bias; <c>zeros</c> by default.</summary>
    [KerasArgument(After = nameof(UseBias))]
    [AllowNull]
    public Initializer BiasInitializer { get => field ??= new Zeros(); set => field = BeforeBuild(value); }

    /// <summary>A penalty on the bias; none by default.</summary>
    [KerasArgument(After = nameof(BiasInitializer))]
    public Regularizer? BiasRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>A penalty on the outputs; none by default.</summary>
    [KerasArgument(After = nameof(BiasRegularizer))]
    public Regularizer? ActivityRegularizer { get; set; }

    /// <summary>What the bias is constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(ActivityRegularizer))]
    public Constraint? BiasConstraint { get; set => field = BeforeBuild(value); }

    /// <inheritdoc/>
    private protected sealed override Regularizer? OutputPenalty => ActivityRegularizer;

    /// <summary>The bias as the layer computes with it; null where there is none.</summary>
    private protected Tensor? Bias => bias?.ComputeValue;

    /// <summary>Makes the bias where one is used.</summary>
    private protected void AddBias(params long[] shape) =>
        bias = UseBias ? AddVariable("bias", shape, BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint) : null;
}
