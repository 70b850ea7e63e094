using KerasPS.Hdf5;
using KerasPS.Optimizers;

namespace KerasPS.Saving;

/// <summary>Weights, and the optimizer's state, in Keras's HDF5 files: <c>.weights.h5</c>, and <c>model.weights.h5</c> within a <c>.keras</c> file.</summary>
internal static class KerasWeights
{
    /// <summary>The file of a model, with its optimizer where it is compiled. Values are read from the model when the file is written.</summary>
    public static Hdf5Group Describe(Model model)
    {
        Hdf5Group root = new();
        foreach (WeightGroup group in KerasWeightsLayout.Of(model).Concat(model.Compilation is { } compilation ? KerasWeightsLayout.Of(compilation.Optimizer) : []))
        {
            Hdf5Group vars = root.At(group.Path);
            vars.Attributes["name"] = group.Name;
            for (int i = 0; i < group.Slots.Count; i++)
                vars.Add(new Hdf5Dataset($"{i}", group.Slots[i].Type, group.Slots[i].Shape, group.Slots[i].Write));
        }

        return root;
    }

    /// <summary>Checks that a file has just the model's arrays, in their shapes; what it has of an optimizer is not looked at.</summary>
    /// <exception cref="KerasException"><c>WeightsMismatch</c>: all that is missing, unexpected or of another shape.</exception>
    public static void RequireMatch(Model model, Hdf5File file)
    {
        IReadOnlyList<WeightGroup> groups = KerasWeightsLayout.Of(model);
        HashSet<string> known = groups.Select(group => $"/{group.Path}/").ToHashSet(StringComparer.Ordinal);
        string[] differences =
        [
            .. groups.SelectMany(group => Differences(group, file)),
            .. file.Datasets()
                .Where(dataset => !dataset.Path.StartsWith($"/{KerasWeightsLayout.Optimizer}/", StringComparison.Ordinal) && !known.Contains(dataset.Path[..^dataset.Name.Length]))
                .Select(Unexpected),
        ];
        TensorMatch.Require(differences, $"the model '{model.Name}'");
    }

    /// <summary>Reads the model's variables from a file that matches.</summary>
    public static void Read(Model model, Hdf5File file) => Read(KerasWeightsLayout.Of(model), file);

    /// <summary>Reads the variables of those layers that match, as Keras where it is to skip mismatches.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">The file.</param>
    /// <param name="skipped">Receives each layer that keeps its weights, and why.</param>
    public static void ReadMatching(Model model, Hdf5File file, Action<string> skipped)
    {
        foreach (WeightGroup group in KerasWeightsLayout.Of(model))
        {
            string[] differences = Differences(group, file).ToArray();
            if (differences.Length == 0)
                Read([group], file);
            else
                skipped($"The layer '{group.Name}' keeps its weights: {string.Join("; ", differences)}.");
        }
    }

    /// <summary>Whether a file has as many arrays of an optimizer as the optimizer has now: before it is trained it has none of its variables.</summary>
    public static bool HasStateOf(Optimizer optimizer, Hdf5File file)
    {
        WeightGroup all = KerasWeightsLayout.Of(optimizer)[0];
        return file.Root.Find(all.Path)?.Datasets.Count is not { } found || found == all.Slots.Count;
    }

    /// <summary>Reads the state of an optimizer, which must have its own already, if the file has one that fits.</summary>
    /// <returns>Why it keeps its state; null where it was read, or the file has none.</returns>
    public static string? ReadOptimizer(Optimizer optimizer, Hdf5File file)
    {
        if (!file.Root.Groups.ContainsKey(KerasWeightsLayout.Optimizer))
            return null;
        WeightGroup all = KerasWeightsLayout.Of(optimizer)[0];
        int found = file.Root.Find(all.Path)?.Datasets.Count ?? 0;
        if (found != all.Slots.Count)
            return $"The file has {found} arrays of an optimizer's state, but the optimizer {optimizer.ClassName} has {all.Slots.Count}{(optimizer.State().Any() ? "" : " before it is trained")}, so its state was left as it is.";
        string[] differences = Differences(all, file).ToArray();
        if (differences.Length > 0)
            return $"The state in the file does not fit the optimizer {optimizer.ClassName}, which was left as it is: {string.Join("; ", differences)}.";
        Read([all], file);
        return null;
    }

    private static void Read(IEnumerable<WeightGroup> groups, Hdf5File file)
    {
        foreach (WeightGroup group in groups.Where(group => group.Slots.Count > 0))
        {
            IReadOnlyDictionary<string, Hdf5FileDataset> datasets = file.Root.Find(group.Path)!.Datasets;
            for (int i = 0; i < group.Slots.Count; i++)
                group.Slots[i].Read(datasets[$"{i}"]);
        }
    }

    private static IEnumerable<string> Differences(WeightGroup group, Hdf5File file)
    {
        Dictionary<string, Hdf5FileDataset> left = file.Root.Find(group.Path)?.Datasets.ToDictionary() ?? [];
        for (int i = 0; i < group.Slots.Count; i++)
        {
            if (!left.Remove($"{i}", out Hdf5FileDataset? dataset))
                yield return $"'/{group.Path}/{i}' ({group.Slots[i].Title}) {KerasPS.Shape.Format(group.Slots[i].Shape)} is missing";
            else if (group.Slots[i].Problem(dataset) is { } problem)
                yield return problem;
        }

        foreach (Hdf5FileDataset dataset in left.Values)
            yield return Unexpected(dataset);
    }

    private static string Unexpected(Hdf5FileDataset dataset) => $"'{dataset.Path}' {KerasPS.Shape.Format(dataset.Shape)} is unexpected";
}
