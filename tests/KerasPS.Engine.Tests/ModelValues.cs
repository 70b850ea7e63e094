namespace KerasPS.Tests;

/// <summary>Values of models as tests compare them.</summary>
internal static class ModelValues
{
    /// <summary>All variables, one after another.</summary>
    public static float[] Weights(this Model model) => model.Variables.SelectMany(variable => variable.ToArray()).ToArray();

    /// <summary>Gives variables other values than zeros and ones, so that each counts.</summary>
    public static void Randomize(this Layer layer)
    {
        Random random = new(5);
        foreach (Variable variable in layer.Variables)
        {
            bool isPositive = variable.Name.Contains("variance") || variable.Name.Contains("stddev");
            variable.Assign(Enumerable.Range(0, (int)variable.Count).Select(_ => isPositive ? 0.5f + random.NextSingle() : random.NextSingle() - 0.5f).ToArray());
        }
    }
}
