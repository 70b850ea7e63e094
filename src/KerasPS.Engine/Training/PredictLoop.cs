using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Computes the outputs of a model for data.</summary>
internal sealed class PredictLoop(Model model, BatchSource source, CallbackList callbacks, CancellationToken cancellationToken)
{
    /// <summary>Runs a prediction. If no batch size is given and no callback sees the batches, the batch size is chosen for speed.</summary>
    public static Prediction Run(Model model, ModelData data, FitOptions options)
    {
        using ModelRun run = new(model, data.Source, options);
        bool choosesBatchSize = options is { BatchSize: null, StepsPerEpoch: null } && !run.Callbacks.SubscribesToPredictBatches;
        using BatchSource source = new(data, choosesBatchSize ? PredictBatchSize.For(model) : options.BatchSizeFor(data.Source.Count), run.Device, null);
        bool stop = model.StopPredicting;
        try
        {
            return new PredictLoop(model, source, run.Callbacks, options.CancellationToken).Run();
        }
        finally
        {
            model.StopPredicting = stop;
        }
    }

    /// <summary>The outputs for all samples, row-major, of shape <c>(samples, *output shape)</c> for each output.</summary>
    public Prediction Run()
    {
        List<float[]>[] parts = model.OutputShapes.Select(_ => new List<float[]>()).ToArray();
        long[][] shapes = [];
        model.StopPredicting = false;
        callbacks.PredictBegin();
        int step = 0;
        try
        {
            foreach (Func<Batch> next in source.Batches())
            {
                cancellationToken.ThrowIfCancellationRequested();
                using DisposeScope scope = NewDisposeScope();
                callbacks.PredictBatchBegin(step);
                using (no_grad())
                {
                    MaskedTensor[] predicted = model.Run(next(), new CallContext(Training: false, model.Session.Generator!));
                    shapes = Array.ConvertAll(predicted, output => output.Value.shape[1..]);
                    for (int i = 0; i < predicted.Length; i++)
                        parts[i].Add(predicted[i].Value.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray());
                }

                Logs logs = new();
                logs["outputs"] = parts.Length == 1 ? parts[0][^1] : parts.Select(part => part[^1]).ToArray();
                callbacks.PredictBatchEnd(step, logs);
                if (model.StopPredicting)
                    break;
                step++;
            }
        }
        catch
        {
            callbacks.PredictEnd(isFailing: true);
            throw;
        }

        callbacks.PredictEnd();
        return new Prediction(parts.Select((part, i) => new OutputPrediction(
            model.OutputNames[i],
            Joined(part),
            shapes[i],
            model.ClassLabels.ElementAtOrDefault(i) ?? [],
            model.Compilation?.Outputs[i].Loss)).ToArray());
    }

    private static float[] Joined(List<float[]> parts)
    {
        float[] all = new float[parts.Sum(part => part.Length)];
        int at = 0;
        foreach (float[] part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return all;
    }
}
