using static TorchSharp.torch;

namespace KerasPS.Numerics;

/// <summary>Conventions that Keras's layers, losses and metrics share.</summary>
internal static class KerasMath
{
    /// <summary>Keras's fuzz factor, <c>keras.config.epsilon()</c>.</summary>
    public const double Epsilon = 1e-7;

    /// <summary>Labels and predictions in one type: single precision, or double where the predictions are that.</summary>
    public static (Tensor True, Tensor Predicted) SameType(Tensor yTrue, Tensor yPred)
    {
        ScalarType type = yPred.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        return (As(yTrue, type), As(yPred, type));
    }

    /// <summary>
    /// Makes labels and predictions of equal rank where they differ by one axis of length 1: the larger loses it, or, where the
    /// smaller is rank 1, the smaller gains it.
    /// </summary>
    public static (Tensor True, Tensor Predicted) SameRank(Tensor yTrue, Tensor yPred)
    {
        long trueRank = yTrue.ndim;
        long predictedRank = yPred.ndim;
        if (trueRank == predictedRank + 1 && yTrue.size(-1) == 1)
            return predictedRank == 1 ? (yTrue, yPred.unsqueeze(-1)) : (yTrue.squeeze(-1), yPred);
        if (predictedRank == trueRank + 1 && yPred.size(-1) == 1)
            return trueRank == 1 ? (yTrue.unsqueeze(-1), yPred) : (yTrue, yPred.squeeze(-1));
        return (yTrue, yPred);
    }

    /// <summary>x / max(‖x‖, ε), the Euclidean norms taken over the given axes.</summary>
    public static Tensor UnitLength(Tensor x, long[] axes, double epsilon = Epsilon) =>
        x * x.square().sum(axes, keepdim: true).clamp_min(epsilon * epsilon).rsqrt();

    /// <summary>Half precision as single, because sums of squares overflow or lose digits there; other dtypes as they are.</summary>
    public static Tensor AtLeastSingle(Tensor x) => x.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? x.to_type(ScalarType.Float32) : x;

    /// <summary>The mean over the given axes, which stay with length 1, and the biased variance.</summary>
    public static (Tensor Mean, Tensor Variance) Moments(Tensor x, long[] axes)
    {
        Tensor mean = x.mean(axes, keepdim: true);
        return (mean, (x - mean).square().mean(axes, keepdim: true));
    }

    /// <summary>Class indices as integers, without an axis of length 1 where the predictions have the classes.</summary>
    public static Tensor ClassIndices(Tensor yTrue, Tensor yPred, int axis = -1) =>
        As(yTrue.ndim == yPred.ndim && yTrue.size(axis) == 1 ? yTrue.squeeze(axis) : yTrue, ScalarType.Int64);

    /// <summary>How Keras reads labels for the names <c>accuracy</c> and <c>crossentropy</c>: by the shapes alone.</summary>
    public static LabelForm FormOf(Tensor yTrue, Tensor yPred)
    {
        if (yPred.size(-1) == 1)
            return LabelForm.Binary;
        return yTrue.ndim < yPred.ndim || yTrue.size(-1) == 1 ? LabelForm.Sparse : LabelForm.Categorical;
    }

    /// <summary>Whether an operation can take both tensors.</summary>
    public static bool AreOnOneDevice(Tensor one, Tensor other) =>
        one.device_type == other.device_type && one.device.index == other.device.index;

    /// <summary>The tensor in a type; itself where it has it.</summary>
    public static Tensor As(Tensor tensor, ScalarType type) => tensor.dtype == type ? tensor : tensor.to_type(type);
}
