namespace KerasPS.Metrics;

/// <summary>
/// The mean of <c>max(1 - true · predicted, 0)</c> over the last axis.
/// Labels are -1 and 1; where those of a batch are all 0 or 1, 0 counts as -1. Outputs are signed, as of a layer without activation or
/// with tanh.
/// </summary>
public sealed class Hinge() : LossMetric(new Losses.Hinge());
