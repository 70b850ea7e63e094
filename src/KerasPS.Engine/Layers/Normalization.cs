using KerasPS.Data;
using KerasPS.Initializers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Shifts and scales each feature of the last axis by its mean and standard deviation, given or learned from a dataset
/// with <see cref="Adapt"/>: <c>(x - mean) / max(sqrt(variance), 1e-7)</c>. The output has the input's shape.
/// </summary>
/// <param name="mean">The means: one a feature, or one for all; learned where none are given.</param>
/// <param name="variance">The variances, as many as means.</param>
/// <example>
/// <code>
/// New-NormalizationLayer -Mean 5 -Variance 4
/// </code>
/// Takes away 5 and divides by 2.
/// </example>
/// <example>
/// <code>
/// $flowers = Get-SampleDataset Iris
/// New-SequentialModel (New-NormalizationLayer -Data $flowers), (New-DenseLayer 3 -Activation softmax) | Invoke-ModelFit -Data $flowers -Loss sparse_categorical_crossentropy
/// </code>
/// Features with the mean 0 and the standard deviation 1 in the training data.
/// </example>
public sealed class Normalization(float[]? mean = null, float[]? variance = null) : Layer, IAdaptable
{
    private const double Epsilon = 1e-7;

    private Variable meanVariable = null!;
    private Variable varianceVariable = null!;

    /// <summary>The means, given or learned, or null.</summary>
    public float[]? Mean { get; private set; } = mean;

    /// <summary>The variances, given or learned, or null.</summary>
    public float[]? Variance { get; private set; } = (mean is null) == (variance is null)
        ? variance
        : throw new KerasException("InvalidValue", KerasErrorKind.InvalidArgument, "Normalization: give both mean and variance, or neither.");

    /// <inheritdoc/>
    public void Adapt(Dataset data)
    {
        int features = (int)data.FeatureShape[^1];
        if (IsBuilt && InputShape![^1] != features)
            throw WrongShape(data.FeatureShape.ToArray(), Shape.Format(InputShape));
        (Mean, Variance) = Moments(data.Features, features);
        if (!IsBuilt)
            return;
        meanVariable.Assign(Mean);
        varianceVariable.Assign(Variance);
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        bool fits = inputShape.Length > 0 && (Mean is null || Mean.Length == 1 || Mean.Length == inputShape[^1]);
        return fits ? inputShape : throw WrongShape(inputShape, Mean is null ? "(..., features)" : $"(..., {Mean.Length})");
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) =>
        (input - meanVariable.Value) / varianceVariable.Value.sqrt().clamp_min(Epsilon);

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        meanVariable = AddStatistic("mean", Mean, new Zeros(), inputShape[^1]);
        varianceVariable = AddStatistic("variance", Variance, new Ones(), inputShape[^1]);
    }

    private Variable AddStatistic(string name, float[]? values, Initializer otherwise, long features)
    {
        Variable variable = AddVariable(name, [features], otherwise, trainable: false);
        if (values is not null)
            variable.Assign(values.Length == 1 ? Enumerable.Repeat(values[0], (int)features).ToArray() : values);
        return variable;
    }

    /// <summary>Means and biased variances in double precision, in one pass each so that large means lose nothing.</summary>
    private static (float[] Mean, float[] Variance) Moments(float[] values, int features)
    {
        double[] mean = new double[features];
        double[] variance = new double[features];
        double rows = values.Length / (double)features;
        for (int i = 0; i < values.Length; i++)
            mean[i % features] += values[i] / rows;
        for (int i = 0; i < values.Length; i++)
        {
            double difference = values[i] - mean[i % features];
            variance[i % features] += difference * difference / rows;
        }

        return (Array.ConvertAll(mean, m => (float)m), Array.ConvertAll(variance, v => (float)v));
    }
}
