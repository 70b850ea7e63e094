namespace KerasPS.Metrics;

/// <summary>The name of a value in the logs, e.g. <c>val_accuracy</c>.</summary>
/// <param name="Bare">The name of the metric or loss, e.g. <c>accuracy</c>.</param>
/// <param name="IsValidation">Whether it is the value of the validation data.</param>
public readonly record struct MetricName(string Bare, bool IsValidation)
{
    private const string Prefix = "val_";

    /// <summary>Whether it is a loss: the name ends in <c>loss</c>, and smaller values are better.</summary>
    public bool IsLoss => Bare.EndsWith("loss", StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses a name of the logs; the case of <c>val_</c> is ignored.</summary>
    /// <param name="name">The name.</param>
    public static MetricName Parse(string name) =>
        name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? new(name[Prefix.Length..], true) : new(name, false);

    /// <summary>The name in the logs of a metric on the validation data.</summary>
    /// <param name="bare">The name of the metric.</param>
    public static string OfValidation(string bare) => Prefix + bare;

    /// <summary>The name in the logs.</summary>
    public override string ToString() => IsValidation ? OfValidation(Bare) : Bare;
}
