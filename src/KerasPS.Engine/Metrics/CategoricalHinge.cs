namespace KerasPS.Metrics;

/// <summary>
/// <c>max(n - p + 1, 0)</c> for one-hot labels, where p is the output of the label's class and n the largest of the others (or 0).
/// </summary>
public sealed class CategoricalHinge() : LossMetric(new Losses.CategoricalHinge());
