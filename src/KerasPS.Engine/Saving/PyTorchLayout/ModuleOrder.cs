using System.Text.RegularExpressions;

namespace KerasPS.Saving.PyTorchLayout;

/// <summary>
/// Finds the modules of a file whose names are another program's, e.g. <c>features.0.weight</c>: for each layer the first one that is not taken yet and has just
/// its arrays in just their shapes.
/// </summary>
/// <remarks>
/// Modules are in the file's order, unless its names are sorted, as the usual writer does it; then they are in the order of their names with numbers as numbers, so that
/// <c>features.10</c> comes after <c>features.3</c>.
/// </remarks>
internal static partial class ModuleOrder
{
    // The longest first, because 'weight' ends other names too.
    private static readonly string[] Endings =
    [
        "depthwise.weight", "pointwise.weight", "pointwise.bias", "in_proj_weight", "in_proj_bias", "q_proj_weight", "k_proj_weight", "v_proj_weight", "out_proj.weight", "out_proj.bias",
        "weight_ih_l0_reverse", "weight_hh_l0_reverse", "bias_ih_l0_reverse", "bias_hh_l0_reverse", "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "running_mean", "running_var",
        "weight", "bias",
    ];

    /// <summary>The file's arrays by the names that they have in the model; those of modules that no layer takes under their own.</summary>
    public static IReadOnlyDictionary<string, SafeTensor> Match(IReadOnlyList<PyTorchModule> modules, IReadOnlyList<SafeTensor> given, WeightsOptions options)
    {
        List<Found> left = Ordered(given).ToList();
        Dictionary<string, SafeTensor> matched = [];
        foreach (PyTorchModule module in modules)
        {
            if (left.FirstOrDefault(one => Fits(module, one)) is not { } found)
                continue;
            left.Remove(found);
            options.Matched?.Invoke($"'{module.Name}' ({module.Layer.ClassName}) takes '{found.Name}'.");
            foreach (PyTorchArray array in module.Arrays)
                matched.Add(module.PathOf(array.Name), found.Arrays[array.Name]);
        }

        foreach (SafeTensor tensor in left.SelectMany(one => one.Arrays.Values))
            matched.TryAdd($"{tensor.Name} in the file", tensor);
        return matched;
    }

    private static IEnumerable<Found> Ordered(IReadOnlyList<SafeTensor> given)
    {
        Found[] modules = given
            .Select(tensor => (Tensor: tensor, Ending: EndingOf(tensor.Name)))
            .GroupBy(pair => pair.Tensor.Name[..^pair.Ending.Length].TrimEnd('.'))
            .Select(group => new Found(group.Key, group.ToDictionary(pair => pair.Ending, pair => pair.Tensor)))
            .ToArray();
        bool isSorted = given.Zip(given.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0);
        return isSorted ? modules.OrderBy(module => Number().Replace(module.Name, digits => digits.Value.PadLeft(20, '0')), StringComparer.Ordinal) : modules;
    }

    private static string EndingOf(string name) =>
        Endings.FirstOrDefault(ending => name == ending || name.EndsWith($".{ending}", StringComparison.Ordinal)) ?? name[(name.LastIndexOf('.') + 1)..];

    private static bool Fits(PyTorchModule module, Found found) =>
        module.Arrays.Count == found.Arrays.Count
        && module.Arrays.All(array => found.Arrays.TryGetValue(array.Name, out SafeTensor? tensor) && Shape.Fits(array.Shape, tensor.Shape));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    private sealed record Found(string Name, Dictionary<string, SafeTensor> Arrays);
}
