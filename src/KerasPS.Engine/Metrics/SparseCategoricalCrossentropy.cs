namespace KerasPS.Metrics;

/// <summary>
/// The cross-entropy of class indices: <c>-ln p[t]</c>. Labels are integers of shape <c>(batch)</c> or <c>(batch, 1)</c>;
/// probabilities are treated as by <see cref="CategoricalCrossentropy"/>.
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="ignoreClass">Labels of this class have the value 0; as in Keras they are left out of the mean only where there are sample weights or a mask.</param>
/// <param name="axis">The axis of the classes; -1 is the last one.</param>
public sealed class SparseCategoricalCrossentropy(bool fromLogits = false, int? ignoreClass = null, int axis = -1)
    : LossMetric(new Losses.SparseCategoricalCrossentropy(fromLogits: fromLogits, ignoreClass: ignoreClass, axis: axis))
{
    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    /// <summary>The class whose labels have the value 0, or null.</summary>
    public int? IgnoreClass { get; } = ignoreClass;

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; } = axis;
}
