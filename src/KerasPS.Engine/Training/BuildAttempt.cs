using KerasPS.Layers;

namespace KerasPS;

/// <summary>An attempt to build a model: unless it is kept, the layers that it built are unbuilt again at its end, e.g. because the data is refused that it was for.</summary>
/// <param name="model">The model, before anything is built.</param>
internal sealed class BuildAttempt(Model model) : IDisposable
{
    private readonly HashSet<Layer> built = model.LayersWithin().Select(part => part.Layer).Where(layer => layer.IsBuilt).ToHashSet();
    private bool isKept;

    /// <summary>Keeps what was built.</summary>
    public void Keep() => isKept = true;

    public void Dispose()
    {
        if (!isKept)
            model.Unbuild(built);
    }
}
