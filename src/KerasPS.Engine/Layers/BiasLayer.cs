using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers with a bias and an activation: what Keras lets users choose about these.</summary>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="biasInitializer">First values of the bias; <c>zeros</c> by default.</param>
/// <param name="biasRegularizer">A penalty on the bias; none by default.</param>
/// <param name="activityRegularizer">A penalty on the outputs; none by default.</param>
/// <param name="biasConstraint">What the bias is held to; none by default.</param>
public abstract class BiasLayer(
    ActivationFunction? activation,
    bool useBias,
    Initializer? biasInitializer,
    Regularizer? biasRegularizer,
    Regularizer? activityRegularizer,
    Constraint? biasConstraint) : Layer
{
    private Variable? bias;

    /// <summary>The activation.</summary>
    public ActivationFunction Activation { get; } = activation ?? new Linear();

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; } = useBias;

    /// <summary>First values of the bias.</summary>
    public Initializer BiasInitializer { get; } = biasInitializer ?? new Zeros();

    /// <summary>A penalty on the bias, or null.</summary>
    public Regularizer? BiasRegularizer { get; } = biasRegularizer;

    /// <inheritdoc/>
    public override Regularizer? ActivityRegularizer { get; } = activityRegularizer;

    /// <summary>What the bias is held to after each step, or null.</summary>
    public Constraint? BiasConstraint { get; } = biasConstraint;

    /// <summary>The bias as the layer computes with it; null where there is none.</summary>
    private protected Tensor? Bias => bias?.ComputeValue;

    /// <summary>Makes the bias where one is used.</summary>
    private protected void AddBias(params long[] shape) =>
        bias = UseBias ? AddVariable("bias", shape, BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint) : null;
}
