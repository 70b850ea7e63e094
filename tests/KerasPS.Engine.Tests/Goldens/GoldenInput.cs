namespace KerasPS.Tests.Goldens;

/// <summary>The labels, outputs and weights that the cases of losses and metrics share, named as in <c>abs(reg_true)</c> or <c>sparse_true[:,None]</c>.</summary>
internal static class GoldenInput
{
    private static JsonElement Inputs => Golden.Root.GetProperty("losses").GetProperty("inputs");

    /// <summary>What a property of a case names; null where it names nothing.</summary>
    public static Tensor? Of(JsonElement item, string property) =>
        item.GetProperty(property).GetString() is { } expression ? Evaluate(expression) : null;

    private static Tensor Evaluate(string expression)
    {
        if (expression.EndsWith("[:,None]", StringComparison.Ordinal))
            return Evaluate(expression[..^"[:,None]".Length]).unsqueeze(-1);
        return expression.StartsWith("abs(", StringComparison.Ordinal)
            ? Evaluate(expression["abs(".Length..^1]).abs()
            : Inputs.GetProperty(expression).Tensor();
    }
}
