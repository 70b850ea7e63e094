using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Computes the outputs of a model for data.</summary>
internal sealed class PredictLoop(Model model, BatchSource source, CallbackList callbacks, CancellationToken cancellationToken)
{
    /// <summary>All outputs, row-major: the samples, then the model's output shape.</summary>
    public Prediction Run()
    {
        int size = (int)Shape.Size(model.OutputShape!);
        float[] outputs = new float[source.Count * size];
        using IDisposable noGrad = no_grad();
        callbacks.PredictBegin();
        int step = 0;
        int done = 0;
        foreach (Func<Batch> next in source.Batches())
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            callbacks.PredictBatchBegin(step);
            Tensor predicted = model.Call(next().Features, new CallContext(Training: false, model.Generator!));
            float[] values = predicted.cpu().contiguous().data<float>().ToArray();
            values.CopyTo(outputs, done);
            done += values.Length;
            Logs logs = new();
            logs["outputs"] = values;
            callbacks.PredictBatchEnd(step, logs);
            step++;
        }

        callbacks.PredictEnd();
        return new Prediction(outputs, model.OutputShape!, model.ClassName, model.Compilation?.Loss);
    }
}
