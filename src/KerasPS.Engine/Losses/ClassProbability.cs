using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>What a model's outputs say about the probabilities of classes.</summary>
internal static class ClassProbability
{
    /// <summary>The probabilities of the classes 0 and 1 that one output stands for; null where there are more outputs.</summary>
    public static float[]? Binary(float[] outputs, bool fromLogits)
    {
        if (outputs.Length != 1)
            return null;
        float yes = fromLogits ? 1 / (1 + MathF.Exp(-outputs[0])) : outputs[0];
        return [1 - yes, yes];
    }

    /// <summary>The probabilities of all classes.</summary>
    public static float[] Categorical(float[] outputs, bool fromLogits)
    {
        if (!fromLogits)
            return outputs;
        float largest = outputs.Max();
        float[] exponentials = Array.ConvertAll(outputs, x => MathF.Exp(x - largest));
        float sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, e => e / sum);
    }

    /// <summary>The logarithms of probabilities, which are made to sum up to 1 and then clipped.</summary>
    public static Tensor Log(Tensor outputs, bool fromLogits, int axis) =>
        fromLogits ? outputs.log_softmax(axis) : Clipped(outputs, axis).log();

    /// <summary>Probabilities that are made to sum up to 1, then clipped to [1e-7, 1 - 1e-7].</summary>
    public static Tensor Clipped(Tensor probabilities, int axis) =>
        (probabilities / probabilities.sum(axis, keepdim: true)).clamp(KerasMath.Epsilon, 1 - KerasMath.Epsilon);
}
