using KerasPS.Losses;
using KerasPS.Tests.Gradients;

namespace KerasPS.Tests.Losses;

/// <summary>
/// A loss with labels and outputs for the tests that run over all losses. The test class of a loss declares its cases as <c>internal static LossCase[] LossCases</c>.
/// </summary>
/// <param name="Make">Makes the loss with a reduction.</param>
/// <param name="About">What is special about it; empty where the class says enough.</param>
internal sealed record LossCase(Func<LossReduction, Loss> Make, string About = "")
{
    private static readonly Lazy<IReadOnlyDictionary<string, LossCase>> Declared = new(() => DeclaredCases.Of<LossCase>().ToDictionary(one => one.Name));

    /// <summary>All cases of all losses, by their names.</summary>
    public static IReadOnlyDictionary<string, LossCase> All => Declared.Value;

    /// <summary>The shape of the outputs.</summary>
    public long[] BatchShape { get; init; } = [4, 3];

    /// <summary>The labels, one, some or as many a sample as there are outputs; by default those are one-hot.</summary>
    public double[] Labels { get; init; } = [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1];

    /// <summary>How many weights go with the losses.</summary>
    public int WeightCount { get; init; } = 4;

    /// <summary>The class of the loss, and what is special about the case.</summary>
    public string Name => $"{Make(LossReduction.Sum).ClassName} {About}".TrimEnd();

    /// <summary>The labels: (batch), (batch, features), or (batch, length) for sequences.</summary>
    public Tensor LabelTensor() => tensor(Labels, Labels.Length == BatchShape[0] ? [BatchShape[0]] : [BatchShape[0], Labels.Length / BatchShape[0]]);

    /// <summary>Outputs from 0.1 to 0.9, which gradients can be taken of.</summary>
    public Tensor Outputs() => GradientCheck.Values(BatchShape, seed: 1, low: 0.1, high: 0.9);

    /// <summary>The weights.</summary>
    public Tensor Weights() => GradientCheck.Values([WeightCount], seed: 2, low: 0.5, high: 2).detach();
}
