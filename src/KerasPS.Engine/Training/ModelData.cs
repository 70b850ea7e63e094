using KerasPS.Data;

namespace KerasPS;

/// <summary>A dataset's arrays in the order of a model's inputs and outputs.</summary>
/// <param name="Source">The dataset.</param>
/// <param name="Inputs">An array for each input.</param>
/// <param name="Targets">An array for each output; null where the output has no loss and the dataset nothing for it. Empty where no labels are needed.</param>
internal sealed record ModelData(Dataset Source, IReadOnlyList<DataArray> Inputs, IReadOnlyList<DataArray?> Targets)
{
    /// <summary>The names of the classes that each output's labels are indices of; empty where they are none.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ClassNames { get; } =
        Targets.Select(target => target is null ? [] : Source.ClassNameOf(target)).ToArray();
}
