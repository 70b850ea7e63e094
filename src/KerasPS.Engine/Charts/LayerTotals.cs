using System.Globalization;

namespace KerasPS.Charts;

/// <summary>A model's size in a line.</summary>
public static class LayerTotals
{
    /// <summary>The class of the model and its parameters, e.g. <c>Sequential, 67 parameters, 67 of them trained</c>.</summary>
    /// <param name="model">The model.</param>
    public static string Of(Model model)
    {
        if (!model.IsBuilt)
            return $"{model.ModelType}, not built: the shape of its samples is not known yet";
        long trained = model.TrainedVariables.Sum(variable => variable.Count);
        return string.Create(CultureInfo.InvariantCulture, $"{model.ModelType}, {model.ParameterCount:N0} parameters, {trained:N0} of them trained");
    }
}
