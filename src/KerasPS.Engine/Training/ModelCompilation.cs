using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>What a model is trained with: the optimizer, and the loss and metrics of each output with their running values.</summary>
public sealed class ModelCompilation
{
    private readonly RunningMean lossMean = new();
    private readonly IReadOnlyList<TrackedMetric> tracked;

    internal ModelCompilation(
        IReadOnlyList<string> outputs,
        Optimizer optimizer,
        object loss,
        IEnumerable<object> metrics,
        IEnumerable<object> weightedMetrics,
        object? lossWeights)
    {
        Optimizer = optimizer;
        object?[] losses = OutputArguments.Split(loss, outputs, "loss", forAll: true, needsAll: true);
        object?[] weights = OutputArguments.Split(lossWeights, outputs, "loss weights");
        object[][] plain = OutputArguments.SplitMetrics(metrics, outputs, "metrics");
        object[][] weighted = OutputArguments.SplitMetrics(weightedMetrics, outputs, "weighted metrics");
        Outputs = losses.Select((spec, i) => new OutputCompilation(
            outputs.ElementAtOrDefault(i) ?? "",
            spec is null ? null : Trainable(KerasRegistry.Resolve<Loss>(spec)),
            (double?)ConfigValue.Convert(weights[i], typeof(double?), "loss weights"),
            Array.ConvertAll(plain[i], Resolve),
            Array.ConvertAll(weighted[i], Resolve))).ToArray();
        tracked = TrackedMetric.Of(Outputs);
    }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What each output is trained with.</summary>
    public IReadOnlyList<OutputCompilation> Outputs { get; }

    /// <summary>The loss of the first output that has one.</summary>
    public Loss? Loss => Outputs.FirstOrDefault(output => output.Loss is not null)?.Loss;

    /// <summary>The metrics of all outputs that ignore sample weights.</summary>
    public IReadOnlyList<Metric> Metrics => Outputs.SelectMany(output => output.Metrics).ToArray();

    /// <summary>The metrics of all outputs that use sample weights.</summary>
    public IReadOnlyList<Metric> WeightedMetrics => Outputs.SelectMany(output => output.WeightedMetrics).ToArray();

    /// <summary>The names of what a training reports of each epoch, without <c>val_</c>: the loss and the metrics.</summary>
    public IReadOnlyCollection<string> LogNames => Directions.Keys.Order(StringComparer.Ordinal).ToArray();

    /// <summary>Which values of the loss and each metric are better, by their names in the logs.</summary>
    internal IReadOnlyDictionary<string, MetricDirection> Directions => tracked
        .Select(metric => KeyValuePair.Create(metric.Name, metric.Metric.Direction))
        .Concat(NamedLosses.Select(loss => KeyValuePair.Create(loss.Name, MetricDirection.Down)))
        .Append(new("loss", MetricDirection.Down))
        .ToDictionary();

    /// <summary>The losses of the outputs, which are reported where there are several.</summary>
    private IEnumerable<(string Name, RunningMean Mean)> NamedLosses => Outputs.Count(output => output.Loss is not null) > 1
        ? Outputs.Where(output => output.Loss is not null).Select(output => (output.Name + "_loss", output.LossMean))
        : [];

    /// <summary>The running values: those of the losses, then those of each metric.</summary>
    internal IReadOnlyList<IReadOnlyList<SavedTensor?>> State
    {
        get => [.. Means.Select(mean => mean.State), .. tracked.Select(metric => metric.Metric.State)];
        set
        {
            int next = 0;
            foreach (RunningMean mean in Means)
                mean.State = value[next++];
            foreach (TrackedMetric metric in tracked)
                metric.Metric.State = value[next++];
        }
    }

    private IEnumerable<RunningMean> Means => Outputs.Select(output => output.LossMean).Prepend(lossMean);

    internal void Reset()
    {
        lossMean.Reset();
        foreach (OutputCompilation output in Outputs)
            output.LossMean.Reset();
        foreach (TrackedMetric metric in tracked)
            metric.Metric.Reset();
    }

    /// <summary>The loss of a batch: that of each output by its weight, the terms that layers added, and the penalties on weights.</summary>
    internal Tensor LossOf(Batch batch, MaskedTensor[] predicted, CallContext context, IEnumerable<Variable> regularized)
    {
        Tensor? loss = null;
        for (int i = 0; i < Outputs.Count; i++)
        {
            if (Outputs[i].Loss is not { } ofOutput)
                continue;
            Tensor value = ofOutput.Compute(batch.Targets[i]!, predicted[i].Value, batch.Weights, predicted[i].Mask);
            if (Outputs.Count > 1)
                Outputs[i].LossMean.AddMean(value.detach(), batch.Count);
            if (Outputs[i].LossWeight is { } weight)
                value = value * weight;
            loss = loss is null ? value : loss + value;
        }

        foreach (Tensor added in context.Losses)
            loss = loss is null ? added : loss + added;
        foreach (Variable variable in regularized)
        {
            Tensor penalty = variable.Regularizer!.Penalty(variable.Value);
            loss = loss is null ? penalty : loss + penalty;
        }

        return loss ?? throw new KerasException(
            "MissingArgument", "No output has a loss, and no layer adds one, so there is nothing to train.") { Kind = KerasErrorKind.InvalidOperation };
    }

    /// <summary>Adds a batch to the running loss and metrics.</summary>
    internal void Track(Batch batch, MaskedTensor[] predicted, Tensor loss)
    {
        lossMean.AddMean(loss, batch.Count);
        foreach (TrackedMetric metric in tracked)
        {
            MaskedTensor output = predicted[metric.Output];
            metric.Metric.Update(batch.Targets[metric.Output]!, output.Value.detach(), metric.IsWeighted ? batch.Weights : null, output.Mask);
        }
    }

    /// <summary>The running values: the loss, that of each output where several have one, then the metrics as they were given.</summary>
    internal IEnumerable<KeyValuePair<string, double>> Results() =>
        Values().Select(value => new KeyValuePair<string, double>(value.Name, value.Result()));

    /// <summary>The running values as logs that wait for the device only when one is read.</summary>
    internal Logs LazyResults() => new(Values);

    private IEnumerable<(string Name, Func<double> Result)> Values() =>
        NamedLosses.Select(loss => (loss.Name, (Func<double>)loss.Mean.Result))
            .Prepend(("loss", lossMean.Result))
            .Concat(tracked.Select(metric => (metric.Name, (Func<double>)metric.Metric.Result)));

    /// <summary>Refuses a loss that is not a scalar, which Keras does in the first batch.</summary>
    private static Loss Trainable(Loss loss) => loss.Reduction != LossReduction.None ? loss : throw new KerasException(
        "InvalidValue",
        $"A model cannot be trained with the loss {loss.ClassName} without a reduction: that is one value per sample. Use sum_over_batch_size, sum or mean_with_sample_weight.",
        loss);

    /// <summary>A metric keeps the name it was given by.</summary>
    private static Metric Resolve(object specification)
    {
        Metric metric = KerasRegistry.Resolve<Metric>(specification);
        if (specification is string given)
            metric.Name = given;
        return metric;
    }
}
