using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>What a model is trained with: the optimizer, the loss, the metrics, and their running values.</summary>
public sealed class ModelCompilation
{
    private readonly RunningMean lossMean = new();

    internal ModelCompilation(Optimizer optimizer, Loss loss, IEnumerable<object> metrics, IEnumerable<object> weightedMetrics)
    {
        Optimizer = optimizer;
        Loss = loss;
        HashSet<string> names = ["loss"];
        Metrics = metrics.Select(spec => Named(spec, names, n => n)).ToArray();
        WeightedMetrics = weightedMetrics.Select(spec => Named(spec, names, n => "weighted_" + n)).ToArray();
    }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <summary>The metrics that ignore sample weights.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>The metrics that use sample weights.</summary>
    public IReadOnlyList<Metric> WeightedMetrics { get; }

    internal IReadOnlyDictionary<string, MetricDirection> Directions =>
        All.ToDictionary(m => m.Name, m => m.Direction).Append(new("loss", MetricDirection.Down)).ToDictionary();

    private IEnumerable<Metric> All => Metrics.Concat(WeightedMetrics);

    internal void Reset()
    {
        lossMean.Reset();
        foreach (Metric metric in All)
            metric.Reset();
    }

    /// <summary>The loss of a batch, penalties on the weights included.</summary>
    internal Tensor LossOf(Batch batch, Tensor predicted, IEnumerable<Variable> regularized)
    {
        Tensor loss = Loss.Compute(batch.Labels!, predicted, batch.LossWeights);
        foreach (Variable variable in regularized)
            loss = loss + variable.Regularizer!.Penalty(variable.Value);
        return loss;
    }

    /// <summary>Takes a batch into the running values.</summary>
    internal void Track(Batch batch, Tensor predicted, Tensor loss)
    {
        lossMean.AddMean(loss, batch.Count);
        foreach (Metric metric in Metrics)
            metric.Update(batch.Labels!, predicted);
        foreach (Metric metric in WeightedMetrics)
            metric.Update(batch.Labels!, predicted, batch.LossWeights);
    }

    /// <summary>The running values in Keras's order of results: the loss, then the metrics as they were given.</summary>
    internal IEnumerable<KeyValuePair<string, double>> Results() =>
        All.Select(m => new KeyValuePair<string, double>(m.Name, m.Result())).Prepend(new("loss", lossMean.Result()));

    /// <summary>The running values as logs that wait for the device only when one is read.</summary>
    internal Logs LazyResults()
    {
        Logs logs = new();
        logs.AddLazy("loss", () => lossMean.Result());
        foreach (Metric metric in All)
            logs.AddLazy(metric.Name, () => metric.Result());
        return logs;
    }

    /// <summary>A metric keeps the name it was given by; a repeated name is told apart as Keras does.</summary>
    private static Metric Named(object specification, HashSet<string> names, Func<string, string> prefixed)
    {
        Metric metric = KerasRegistry.Resolve<Metric>(specification);
        if (specification is string given)
            metric.Name = given;
        string name = names.Contains(metric.Name) ? prefixed(metric.Name) : metric.Name;
        string unique = name;
        for (int i = 1; !names.Add(unique); i++)
            unique = $"{name}_{i}";
        metric.Name = unique;
        return metric;
    }
}
