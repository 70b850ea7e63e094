using KerasPS.Data;
using KerasPS.Layers;
using KerasPS.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>The steps of a training: outputs, loss, gradients, the optimizer's step, metrics.</summary>
internal sealed class TrainingStep(Model model, ITrainingOutput output)
{
    private readonly ModelCompilation compilation = model.Compilation!;
    private readonly FlatParameters parameters = model.Parameters!;
    private readonly IReadOnlyList<Variable> regularized = model.RegularizedVariables;
    private bool isFirst = true;

    /// <summary>One step on all the samples of a dataset as one batch, outside of a fit.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> RunAlone(Model model, Dataset data, IReadOnlyDictionary<int, double>? classWeight)
    {
        model.RequireIdle("be trained on a batch");
        ModelCompilation compilation = model.RequireCompilation();
        compilation.Optimizer.Validate();
        FitOptions options = new() { BatchSize = Math.Max(1, data.Count) };
        (ModelData arranged, DataArray? weights) = model.WhenBuilt(data, null, () =>
        {
            ModelData fitting = DataCheck.Arrange(model, data, compilation);
            return (fitting, classWeight is null ? data.Weights : ClassWeights.Of(fitting, classWeight));
        });
        using ModelRun run = new(model, data, options);
        model.MoveTo(run.Device);
        compilation.Optimizer.Attach(model.Parameters!);
        using BatchSource source = new(arranged, options.BatchSizeFor(data.Count), run.Device, weights);
        using DisposeScope scope = NewDisposeScope();
        compilation.Reset();
        new TrainingStep(model, options.Output).Run(source.Batches().First()());
        return compilation.Results().ToArray();
    }

    /// <summary>Trains on one batch, and updates the running loss and metrics with the outputs computed before the weights change.</summary>
    public void Run(Batch batch)
    {
        CallContext context = new(Training: true, model.Session.Generator!);
        MaskedTensor[] predicted = model.Run(batch, context);
        Tensor loss = compilation.LossOf(batch, predicted, context, regularized);
        if (parameters.Variables.Count > 0)
            Step(loss);
        using IDisposable noGrad = no_grad();
        compilation.Track(batch, predicted, loss.detach());
    }

    private void Step(Tensor loss)
    {
        Tensor scaled = compilation.Optimizer.ScaleLoss(loss);
        if (isFirst)
            Begin(scaled);
        else
            parameters.Backward(scaled);
        isFirst = false;
        using IDisposable noGrad = no_grad();
        model.Session.GradientNorms?.Add(compilation.Optimizer.LossScale);
        compilation.Optimizer.Apply();
    }

    /// <summary>The first backward pass finds the variables that the loss does not depend on; they stay the same for the whole training.</summary>
    private void Begin(Tensor loss)
    {
        if (!loss.requires_grad)
            throw new KerasException("NoGradient", $"The loss depends on none of the trainable variables of the model '{model.Name}', so it cannot be trained.", model);
        parameters.BackwardToFindUnused(loss);
        if (parameters.UnusedParameters.Count > 0)
            output.Warning($"The loss does not depend on {string.Join(", ", parameters.UnusedParameters.Select(v => v.Path))}, so training does not change them. Does an output lack its loss?");
    }
}
