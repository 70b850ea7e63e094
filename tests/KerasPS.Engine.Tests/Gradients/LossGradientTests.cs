using KerasPS.Configuration;
using KerasPS.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.Gradients;

public class LossGradientTests
{
    private static readonly double[] OneHot = [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1];

    /// <summary>Losses by what is special about them; the reduction is the case's.</summary>
    private static readonly Dictionary<string, Func<LossReduction, Loss>> Losses = new()
    {
        ["BinaryCrossentropy"] = r => new BinaryCrossentropy(reduction: r),
        ["BinaryCrossentropy of logits"] = r => new BinaryCrossentropy(fromLogits: true, labelSmoothing: 0.1, reduction: r),
        ["BinaryFocalCrossentropy"] = r => new BinaryFocalCrossentropy(reduction: r),
        ["BinaryFocalCrossentropy of logits"] = r => new BinaryFocalCrossentropy(true, 0.3, 1.5, true, 0.1, reduction: r),
        ["CategoricalCrossentropy"] = r => new CategoricalCrossentropy(labelSmoothing: 0.1, reduction: r),
        ["CategoricalCrossentropy of logits"] = r => new CategoricalCrossentropy(fromLogits: true, reduction: r),
        ["CategoricalCrossentropy over the batch"] = r => new CategoricalCrossentropy(axis: 0, reduction: r),
        ["CategoricalFocalCrossentropy"] = r => new CategoricalFocalCrossentropy(reduction: r),
        ["CategoricalFocalCrossentropy of logits"] = r => new CategoricalFocalCrossentropy([0.2, 0.3, 0.5], 1.5, true, 0.1, reduction: r),
        ["CategoricalGeneralizedCrossEntropy"] = r => new CategoricalGeneralizedCrossEntropy(0.3, r),
        ["CategoricalHinge"] = r => new CategoricalHinge(r),
        ["Circle"] = r => new Circle(gamma: 2, reduction: r),
        ["Circle with the diagonal"] = r => new Circle(gamma: 2, margin: 0.25, removeDiagonal: false, reduction: r),
        ["CosineSimilarity"] = r => new CosineSimilarity(reduction: r),
        ["CTC"] = r => new CTC(r),
        ["Crossentropy"] = _ => new Crossentropy(),
        ["Dice"] = r => new Dice(r),
        ["Dice of each sample"] = r => new Dice(r, [1]),
        ["Hinge"] = r => new Hinge(r),
        ["Huber"] = r => new Huber(0.4, r),
        ["KLDivergence"] = r => new KLDivergence(r),
        ["LogCosh"] = r => new LogCosh(r),
        ["MeanAbsoluteError"] = r => new MeanAbsoluteError(r),
        ["MeanAbsolutePercentageError"] = r => new MeanAbsolutePercentageError(r),
        ["MeanSquaredError"] = r => new MeanSquaredError(r),
        ["MeanSquaredLogarithmicError"] = r => new MeanSquaredLogarithmicError(r),
        ["Poisson"] = r => new Poisson(r),
        ["SparseCategoricalCrossentropy"] = r => new SparseCategoricalCrossentropy(reduction: r),
        ["SparseCategoricalCrossentropy of logits"] = r => new SparseCategoricalCrossentropy(fromLogits: true, reduction: r),
        ["SparseCategoricalCrossentropy without a class"] = r => new SparseCategoricalCrossentropy(ignoreClass: 2, reduction: r),
        ["SquaredHinge"] = r => new SquaredHinge(r),
        ["Tversky"] = r => new Tversky(0.3, 0.7, r),
    };

    public static TheoryData<string> Cases => new(Losses.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree_with_differences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (LossReduction reduction in Enum.GetValues<LossReduction>())
        {
            Loss loss = Losses[name](reduction);
            bool isSequence = loss is CTC;
            Tensor predicted = GradientCheck.Values(isSequence ? [4, 6, 3] : [4, 3], seed: 1, low: 0.1, high: 0.9);
            Tensor labels = isSequence ? tensor([1.0, 2, 2, 0, 1, 1, 2, 1], [4, 2])
                : loss is Circle || loss.Labels == LabelKind.ClassIndex || name.EndsWith("without a class", StringComparison.Ordinal)
                    ? tensor([0.0, 2, 1, 2], [4])
                    : tensor(OneHot, [4, 3]);
            if (loss is MeanAbsolutePercentageError)
                labels = (labels * 2) - 0.5;
            Tensor weight = GradientCheck.Values(name.EndsWith("over the batch", StringComparison.Ordinal) ? [3] : [4], seed: 2, low: 0.5, high: 2).detach();

            GradientCheck.Of(() => loss.Compute(labels, predicted), predicted);
            predicted.grad!.fill_(0);
            GradientCheck.Of(() => loss.Compute(labels, predicted, weight), predicted);
            predicted.grad!.fill_(0);
            GradientCheck.Of(() => loss.Compute(labels, predicted, weight, weight.gt(1)), predicted);
        }
    }

    [Fact]
    public void Every_loss_is_checked() =>
        Assert.Equal(KerasRegistry.ClassesOf(typeof(Loss)), Losses.Values.Select(make => make(LossReduction.Sum).GetType()).Distinct().OrderBy(t => t.Name, StringComparer.Ordinal));

    [Fact]
    public void Logits_of_0_have_a_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = zeros([2, 1], ScalarType.Float64, requires_grad: true);
        new BinaryCrossentropy(fromLogits: true).Compute(tensor([0.0, 1], [2, 1]), logits).backward();
        Assert.Equal([0.25, -0.25], logits.grad!.data<double>().ToArray());
    }
}
