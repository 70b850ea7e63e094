using KerasPS.Data;
using KerasPS.Numerics;
using KerasPS.Text;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Sorts values into bins, by given boundaries or by boundaries learnt from a dataset so that all bins have about as many values: the indices of the bins,
/// or vectors with a position for each bin. A value that is a boundary belongs to the bin above it.
/// </summary>
/// <remarks>
/// Input <c>(...)</c>; output the same for int; <c>(..., bins)</c> for one_hot, without an input's last axis of length 1; else
/// <c>(..., bins)</c> for <c>(..., length)</c>. One set of boundaries holds for all features; NaN is in the last bin.
/// </remarks>
/// <param name="binBoundaries">The boundaries, ascending: n of them make n + 1 bins. The first bin has no lower and the last no upper boundary.</param>
/// <param name="numBins">How many bins to learn. With boundaries too, as in the configuration of a layer that has learnt, those hold until it learns others.</param>
/// <param name="epsilon">The error tolerance of learnt boundaries: a fraction of the values, above 0 and at most 1; smaller is more exact.</param>
/// <param name="outputMode">What the layer outputs for the bins.</param>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DiscretizationLayer 18, 65) -InputShape 3
/// , (10, 18, 80) | Invoke-ModelPredict $model
/// </code>
/// Ages in three bins, 0 to 2.
/// </example>
/// <example>
/// <code>
/// $flowers = Get-SampleDataset Iris
/// New-SequentialModel (New-DiscretizationLayer -NumBins 4 -OutputMode one_hot -Data $flowers), (New-FlattenLayer), (New-DenseLayer 3 -Activation softmax) | Invoke-ModelFit -Data $flowers -Loss sparse_categorical_crossentropy
/// </code>
/// Quarters of the values of the training data.
/// </example>
public sealed class Discretization(
    double[]? binBoundaries = null,
    int? numBins = null,
    double epsilon = 0.01,
    DiscretizationOutputMode outputMode = DiscretizationOutputMode.Int) : CategoricalLayer, IAdaptable
{
    private DeviceConstant? limits = binBoundaries is null ? null : new(binBoundaries);

    /// <summary>The boundaries, given or learnt; null before.</summary>
    public double[]? BinBoundaries { get; private set; } = RequireValid(binBoundaries, numBins);

    /// <summary>How many bins to learn, or null.</summary>
    public int? NumBins { get; } = numBins;

    /// <summary>The error tolerance of learnt boundaries.</summary>
    public double Epsilon { get; } = Require.Fraction(Require.Positive(epsilon, nameof(Discretization), nameof(epsilon)), nameof(Discretization), nameof(epsilon));

    /// <summary>What the layer outputs for the bins.</summary>
    public DiscretizationOutputMode OutputMode { get; } = outputMode;

    /// <inheritdoc/>
    private protected override LookupOutputMode Mode => (LookupOutputMode)OutputMode;

    /// <inheritdoc/>
    private protected override int Depth => BinBoundaries?.Length + 1 ?? NumBins!.Value;

    /// <inheritdoc/>
    /// <exception cref="KerasException">The boundaries were given, or there are fewer bins than the layer was built for.</exception>
    public void Adapt(Dataset data)
    {
        if (NumBins is not { } bins)
            throw Refused("was given its bin_boundaries, so it has nothing to learn; make one with num_bins");
        double[] learnt = QuantileSummary.Of(data.Features, Epsilon).Boundaries(bins);
        if (IsBuilt && Mode != LookupOutputMode.Int && learnt.Length + 1 != Depth)
            throw Refused($"was built for {Depth} bins, but the data have values for {learnt.Length + 1} only");
        BinBoundaries = learnt;
        limits = new(learnt);
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        if (limits is null)
            throw Refused("has no bin_boundaries yet; give them, or a dataset to learn them from (-Data, or the method Adapt)");
        Tensor values = KerasMath.As(input, ExactFormat(input));
        return Encode(values.bucketize(limits.Like(values), right: true), input);
    }

    private static double[]? RequireValid(double[]? boundaries, int? bins)
    {
        if (bins is { } wanted)
            Require.Positive(wanted, nameof(Discretization), nameof(numBins));
        string? problem = boundaries is null && bins is null ? "give bin_boundaries, or num_bins to learn them from data."
            : boundaries?.Length >= bins ? $"bin_boundaries has {boundaries!.Length} values, which make more bins than num_bins ({bins})."
            : boundaries is not null && boundaries.Zip(boundaries.Skip(1)).Any(pair => !(pair.First <= pair.Second)) ? $"bin_boundaries must be ascending, not {string.Join(", ", boundaries)}."
            : null;
        return problem is null ? boundaries : throw KerasException.InvalidValue(nameof(Discretization), problem, boundaries);
    }

    private KerasException Refused(string problem) =>
        new("InvalidOperation", $"{Subject} {problem}.", this);
}
