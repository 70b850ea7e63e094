using KerasPS.Configuration;
using KerasPS.Losses;
using KerasPS.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The base of metrics: accumulates over the batches of an epoch, on the device of the data; only <see cref="Result"/> waits
/// for it.
/// </summary>
public abstract class Metric : KerasObject
{
    private string? name;

    /// <summary>The name in the logs; Keras's snake case of the class where none is given.</summary>
    [KerasArgument]
    public string Name
    {
        get => name ?? DefaultName;
        set => name = value;
    }

    /// <summary>Which values are better.</summary>
    public abstract MetricDirection Direction { get; }

    /// <summary>What the labels must be, for checks before training; null where the metric takes any.</summary>
    public virtual LabelKind? Labels => null;

    private protected virtual string DefaultName => KerasNaming.ToSnakeCase(ClassName);

    /// <summary>The metric of that name.</summary>
    /// <param name="name">A Keras name such as <c>mae</c>.</param>
    public static implicit operator Metric(string name) => KerasRegistry.Resolve<Metric>(name);

    /// <summary>Resets what was accumulated (Keras's reset_state).</summary>
    public abstract void Reset();

    /// <summary>Accumulates a batch (Keras's update_state); nothing of it is kept, and the device is not waited for.</summary>
    /// <param name="yTrue">The labels.</param>
    /// <param name="yPred">The model's outputs; what has less than single precision is computed in that.</param>
    /// <param name="sampleWeight">One weight per sample, <c>(batch)</c> or <c>(batch, 1)</c>, or per time step, <c>(batch, time)</c>; or null.</param>
    /// <param name="mask">
    /// False for each time step, <c>(batch, time)</c>, that does not count, or null. As in Keras only metrics that are the mean of a value a
    /// sample look at it.
    /// </param>
    public void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null, Tensor? mask = null)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (yTrue, yPred) = KerasMath.SameType(yTrue, yPred);
        Accumulate(yTrue, yPred, sampleWeight, mask);
    }

    /// <summary>What was accumulated, so that it can resume in another process; empty for a metric that keeps it to itself.</summary>
    internal virtual IReadOnlyList<SavedTensor?> State
    {
        get => [];
        set
        {
        }
    }

    /// <summary>The value over all batches since the last reset, a single-precision number widened; 0 where there were none.</summary>
    public abstract double Result();

    /// <summary>Accumulates a batch.</summary>
    /// <param name="yTrue">The labels, in the type of the outputs.</param>
    /// <param name="yPred">The outputs, in single or double precision.</param>
    /// <param name="sampleWeight">The weights, or null.</param>
    /// <param name="mask">The mask, or null.</param>
    protected abstract void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask);
}
