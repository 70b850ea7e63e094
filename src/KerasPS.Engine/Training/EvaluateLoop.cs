using KerasPS.Data;
using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Computes the loss and metrics of a model on data.</summary>
internal sealed class EvaluateLoop(
    Model model,
    BatchSource source,
    CallbackList callbacks,
    int? steps,
    FitOptions options)
{
    private bool hasWarned;

    /// <summary>Runs an evaluation that is not part of a fit. It restores the running losses and metrics afterwards, which may be those of a training, or of another evaluation, that called it.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> Run(Model model, Dataset data, FitOptions options)
    {
        ModelCompilation compilation = model.RequireCompilation();
        ModelData arranged = model.Arrange(data, options, compilation);
        using ModelRun run = new(model, data, options);
        using BatchSource source = new(arranged, options.BatchSizeFor(data.Count), run.Device, data.Weights);
        IReadOnlyList<IReadOnlyList<SavedTensor?>> running = compilation.State;
        bool stop = model.StopEvaluating;
        try
        {
            return new EvaluateLoop(model, source, run.Callbacks, options.StepsPerEpoch, options).Run();
        }
        finally
        {
            compilation.State = running;
            model.StopEvaluating = stop;
        }
    }

    /// <summary>Evaluates all the data, or its first steps.</summary>
    /// <returns>The loss, then the metrics in the order in which they were given.</returns>
    public IReadOnlyList<KeyValuePair<string, double>> Run()
    {
        ModelCompilation compilation = model.Compilation!;
        IReadOnlyList<Variable> regularized = model.RegularizedVariables;
        model.StopEvaluating = false;
        callbacks.TestBegin();
        compilation.Reset();
        int step = 0;
        try
        {
            foreach (Func<Batch> next in source.Batches())
            {
                if (step == steps || model.StopEvaluating || options.CancellationToken.IsCancellationRequested)
                    break;
                using DisposeScope scope = NewDisposeScope();
                callbacks.TestBatchBegin(step);
                using (no_grad())
                {
                    Batch batch = next();
                    CallContext context = new(Training: false, model.Session.Generator!);
                    MaskedTensor[] predicted = model.Run(batch, context);
                    compilation.Track(batch, predicted, compilation.LossOf(batch, predicted, context, regularized));
                }

                callbacks.TestBatchEnd(step, compilation.LazyResults());
                step++;
            }
        }
        catch
        {
            callbacks.TestEnd(new Logs(), isFailing: true);
            throw;
        }

        if (steps > source.Steps && !hasWarned)
        {
            options.Output.Warning($"The data ran out of batches before the evaluation's {steps} steps; it has {source.Steps}.");
            hasWarned = true;
        }

        KeyValuePair<string, double>[] results = compilation.Results().ToArray();
        callbacks.TestEnd(Logs.Of(results));
        return results;
    }
}
