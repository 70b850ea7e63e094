namespace KerasPS.Tests;

/// <summary>Values of models as tests compare them.</summary>
internal static class ModelValues
{
    /// <summary>All variables, one after another.</summary>
    public static float[] Weights(this Model model) => model.Variables.SelectMany(variable => variable.ToArray()).ToArray();
}
