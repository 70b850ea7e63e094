using System.Globalization;

namespace KerasPS.Charts;

/// <summary>Facts about a training besides its values (model, optimizer, stop reason), if its history is available.</summary>
internal static class HistoryFacts
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(EpochTable table) => All(table).Select(fact => KeyValuePair.Create(fact.Name, fact.Text)).ToArray();

    private static IEnumerable<(string Name, string Text)> All(EpochTable table)
    {
        if (table.History?.Model is { } model)
        {
            yield return ("Model", $"{model.ModelType}, {Number(model.Layers.Count)} layers");
            long trained = model.TrainedVariables.Sum(variable => variable.Count);
            yield return ("Parameters", trained == model.ParameterCount ? Number(trained) : $"{Number(model.ParameterCount)} ({Number(trained)} trained)");
            if (model.Compilation is { } compilation)
            {
                yield return ("Optimizer", compilation.Optimizer.ClassName);
                yield return ("Loss", string.Join(", ", compilation.Outputs.Select(output => output.Loss?.ClassName ?? "none").Distinct()));
            }
        }

        yield return ("Epochs", Number(table.Count));
        if (table.Series("seconds").OfType<double>().Where(double.IsFinite).ToArray() is { Length: > 0 } seconds)
            yield return ("Time", Duration(seconds.Sum()));
        if (table.BestRow is { } best)
            yield return ("Best epoch", table.Epoch[best].ToString(CultureInfo.InvariantCulture));
        if (table.History is not { } history)
            yield break;
        if (history.WeightsFromEpoch > 0)
            yield return ("Weights from epoch", Number(history.WeightsFromEpoch));
        yield return ("Ended by", $"{history.StopReason}");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(double seconds) => seconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s")
        : TimeSpan.FromSeconds(Math.Min(seconds, 1e9)).ToString(seconds < 86400 ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);
}
