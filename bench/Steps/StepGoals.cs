using System.Globalization;

namespace KerasPS.Bench;

/// <summary>What the time of our step is to be at most.</summary>
/// <param name="OverTorchSharp">Over the loop that a user of TorchSharp writes.</param>
/// <param name="OverPyTorch">Over PyTorch's eager mode.</param>
internal sealed record StepGoals(double OverTorchSharp, double OverPyTorch)
{
    public const double OverBareLoop = 1.05;

    /// <summary>In the order of the table's columns.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{OverBareLoop:F2}, {OverTorchSharp:F2}, {OverPyTorch:F2}");
}
