using KerasPS.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Multiplies the loss, so that small gradients do not vanish in half precision, and lets another optimizer make the step with gradients that
/// are divided again. The factor follows what the dtype can hold: a step with an infinite or NaN gradient is skipped and
/// the factor is halved; after many finite steps in a row it is doubled.
/// </summary>
/// <remarks>Whether a step is left out decides what the inner optimizer counts, so this optimizer waits for the device in each step; no other one does.</remarks>
/// <param name="innerOptimizer">The optimizer that makes the steps: a name, or an object without a loss scale of its own.</param>
/// <param name="initialScale">The first factor.</param>
/// <param name="dynamicGrowthSteps">The number of good steps in a row after which the factor is doubled.</param>
public sealed class LossScaleOptimizer(Optimizer innerOptimizer, double initialScale = 32768.0, int dynamicGrowthSteps = 2000) : Optimizer
{
    private OptimizerSlots? slots;
    private Tensor goodSteps = null!;
    private Tensor scale = null!;

    /// <summary>The optimizer that makes the steps.</summary>
    public Optimizer InnerOptimizer { get; } = innerOptimizer is GradientOptimizer { LossScaleFactor: null } ? innerOptimizer : throw KerasException.InvalidValue(
        nameof(LossScaleOptimizer), $"the inner optimizer must have no loss scale of its own; {innerOptimizer.ClassName} has one.", innerOptimizer);

    /// <summary>The first factor.</summary>
    public double InitialScale { get; } = Require.Positive(initialScale, nameof(LossScaleOptimizer), nameof(initialScale));

    /// <summary>The number of good steps in a row after which the factor is doubled.</summary>
    public int DynamicGrowthSteps { get; } = Require.Positive(dynamicGrowthSteps, nameof(LossScaleOptimizer), nameof(dynamicGrowthSteps));

    /// <summary>The factor of the next step.</summary>
    public double DynamicScale => slots is null ? InitialScale : scale.item<float>();

    /// <inheritdoc/>
    public override double LearningRate { get => InnerOptimizer.LearningRate; set => InnerOptimizer.LearningRate = value; }

    /// <inheritdoc/>
    public override double LearningRateFactor { get => InnerOptimizer.LearningRateFactor; internal set => InnerOptimizer.LearningRateFactor = value; }

    /// <inheritdoc/>
    public override LearningRateSchedule? Schedule => InnerOptimizer.Schedule;

    /// <inheritdoc/>
    public override long Iterations => InnerOptimizer.Iterations;

    /// <inheritdoc/>
    internal override GradientOptimizer Innermost => InnerOptimizer.Innermost;

    /// <inheritdoc/>
    internal override IEnumerable<OptimizerSlot> State() => slots is null ? [] : slots.All().Concat(InnerOptimizer.State());

    /// <summary>The state without that of the inner optimizer.</summary>
    internal IEnumerable<OptimizerSlot> OwnState() => slots?.All() ?? [];

    /// <inheritdoc/>
    internal override void Validate() => InnerOptimizer.Validate();

    /// <inheritdoc/>
    internal override void Attach(FlatParameters flat)
    {
        if (ReferenceEquals(slots?.Parameters, flat))
            return;
        using DisposeScope scope = NewDisposeScope();
        OptimizerSlots? earlier = slots;
        slots = new OptimizerSlots(flat);
        goodSteps = slots.AddNumber("step_counter", 0);
        scale = slots.AddNumber("dynamic_scale", InitialScale);
        if (earlier is not null && earlier.Parameters.Variables.Intersect(flat.Variables).Any())
            slots.CopyFrom(earlier);
        earlier?.Dispose();
        InnerOptimizer.Attach(flat);
    }

    /// <inheritdoc/>
    internal override double LossScale => DynamicScale;

    /// <inheritdoc/>
    internal override void Apply()
    {
        Tensor gradients = slots!.Parameters.Gradients;
        if (!gradients.isfinite().all().item<bool>())
        {
            scale.mul_(0.5);
            goodSteps.fill_(0);
            return;
        }

        gradients.div_(DynamicScale);
        InnerOptimizer.Apply();
        if (goodSteps.add_(1).item<float>() < DynamicGrowthSteps)
            return;
        scale.mul_(2);
        goodSteps.fill_(0);
    }
}
