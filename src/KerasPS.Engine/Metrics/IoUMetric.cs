using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The base of intersections over unions: how much what is labelled and what is predicted as a class overlap,
/// <c>TP / (TP + FP + FN)</c>, as the mean over some classes that occur.
/// </summary>
/// <remarks>Weights are real numbers, as Keras has them with a dtype of float32; by default it truncates them to integers.</remarks>
public abstract class IoUMetric : Metric
{
    private readonly RunningSum matrix = new();

    private protected IoUMetric(
        int numClasses,
        long[]? targetClassIds,
        int? ignoreClass = null,
        bool sparseYTrue = true,
        bool sparseYPred = true,
        int axis = -1)
    {
        NumClasses = Require.Positive(numClasses, ClassName, nameof(numClasses));
        TargetClassIds = targetClassIds ?? Enumerable.Range(0, numClasses).Select(id => (long)id).ToArray();
        IgnoreClass = ignoreClass;
        SparseYTrue = sparseYTrue;
        SparseYPred = sparseYPred;
        Axis = axis;
        foreach (long id in TargetClassIds)
            Require.Within(-1, id, numClasses, ClassName, nameof(targetClassIds));
    }

    /// <summary>The number of classes.</summary>
    public int NumClasses { get; }

    /// <summary>The classes whose overlap counts.</summary>
    public long[] TargetClassIds { get; }

    /// <summary>The class whose labels do not count, or null.</summary>
    public int? IgnoreClass { get; }

    /// <summary>Whether labels are class indices; else the largest of the numbers along the axis is the class.</summary>
    public bool SparseYTrue { get; }

    /// <summary>Whether outputs are class indices; else the largest of the numbers along the axis is the class.</summary>
    public bool SparseYPred { get; }

    /// <summary>The axis of the classes where there are several numbers.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => SparseYTrue == SparseYPred ? LabelKind.SameShape : null;

    internal override IReadOnlyList<SavedTensor?> State { get => [matrix.State]; set => matrix.State = value[0]; }

    /// <inheritdoc/>
    public override void Reset() => matrix.Reset();

    /// <inheritdoc/>
    public override double Result()
    {
        if (matrix.Result() is not { } counted)
            return 0;
        double sum = 0;
        int occurring = 0;
        foreach (long id in TargetClassIds)
        {
            double both = counted[(id * NumClasses) + id];
            double either = Enumerable.Range(0, NumClasses).Sum(other => counted[(id * NumClasses) + other] + counted[(other * NumClasses) + id]) - both;
            if (either <= 1e-9)
                continue;
            sum += both / (either + KerasMath.Epsilon);
            occurring++;
        }

        return (float)(sum / (occurring + KerasMath.Epsilon));
    }

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask)
    {
        Tensor labelled = Indices(yTrue, SparseYTrue);
        Tensor predicted = Indices(yPred, SparseYPred).reshape(labelled.shape);
        Tensor counts = IsClass(labelled) * IsClass(predicted);
        if (IgnoreClass is { } ignored)
            counts = counts * labelled.ne(ignored);
        Tensor weight = sampleWeight is null ? counts : counts * SampleWeights.InRankOf(labelled, sampleWeight);
        matrix.AddAt(((labelled * NumClasses) + predicted) * counts, weight, (long)NumClasses * NumClasses);
    }

    private Tensor Indices(Tensor values, bool areIndices) => KerasMath.As(areIndices ? values : values.argmax(Axis), ScalarType.Int64);

    private Tensor IsClass(Tensor index) => index.ge(0) * index.lt(NumClasses);
}
