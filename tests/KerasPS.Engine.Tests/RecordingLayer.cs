namespace KerasPS.Tests;

/// <summary>Remembers the batches that come by; computes nothing.</summary>
internal sealed class RecordingLayer : Layer
{
    /// <summary>The values of each batch in training, in order.</summary>
    public List<float[]> TrainingBatches { get; } = [];

    /// <summary>The values of each batch in evaluation and prediction, in order.</summary>
    public List<float[]> OtherBatches { get; } = [];

    public override long[] ComputeOutputShape(long[] inputShape) => inputShape;

    public override Tensor Call(Tensor input, CallContext context)
    {
        (context.Training ? TrainingBatches : OtherBatches).Add(input.contiguous().data<float>().ToArray());
        return input;
    }
}
