using KerasPS.Configuration;
using KerasPS.Losses;
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
        get => name ?? KerasNaming.ToSnakeCase(ClassName);
        set => name = value;
    }

    /// <summary>Which values are better.</summary>
    public abstract MetricDirection Direction { get; }

    /// <summary>What the labels must be, for checks before training; null where the metric takes any.</summary>
    public virtual LabelKind? Labels => null;

    /// <summary>The metric of that name.</summary>
    /// <param name="name">A Keras name such as <c>mae</c>.</param>
    public static implicit operator Metric(string name) => KerasRegistry.Resolve<Metric>(name);

    /// <summary>Forgets what was accumulated.</summary>
    public abstract void Reset();

    /// <summary>Takes in a batch.</summary>
    /// <param name="yTrue">The labels.</param>
    /// <param name="yPred">The model's outputs.</param>
    /// <param name="sampleWeight">One weight a sample, <c>(batch)</c>, or null.</param>
    public abstract void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null);

    /// <summary>The value over all batches since the last reset, a single-precision number widened; 0 where there were none.</summary>
    public abstract double Result();
}
