namespace KerasPS.Metrics;

/// <summary>
/// The mean of <c>ln cosh(predicted - true)</c> over the last axis: about <c>½ e²</c> for small errors and <c>|e| - ln 2</c> for large ones.
/// </summary>
public sealed class LogCoshError() : LossMetric(new Losses.LogCosh())
{
    private protected override string DefaultName => "logcosh";
}
