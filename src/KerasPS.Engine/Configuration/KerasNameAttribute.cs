namespace KerasPS.Configuration;

/// <summary>
/// On a class, Keras's other names of it, e.g. <c>mse</c> for MeanSquaredError; on a property, the name of
/// the argument where it is not the property's in snake case, e.g. <c>beta_1</c>; on a choice, its further names, e.g.
/// <c>mean</c> for the reduction sum_over_batch_size.
/// </summary>
/// <param name="names">The names; the first one is shown where there is room for a short name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field, Inherited = false)]
public sealed class KerasNameAttribute(params string[] names) : Attribute
{
    /// <summary>The further names.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
