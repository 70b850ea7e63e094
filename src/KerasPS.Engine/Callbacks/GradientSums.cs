namespace KerasPS;

/// <summary>The gradient norms of an epoch's batches.</summary>
/// <param name="Batches">The number of batches.</param>
/// <param name="Mean">The mean norm of all gradients; NaN where no batch had only numbers.</param>
/// <param name="LayerMeans">The mean norm of each layer's gradients.</param>
/// <param name="Broken">The number of batches with gradients that are NaN or infinite.</param>
/// <param name="FirstBroken">The first of them, from 0.</param>
/// <param name="BrokenVariables">The variables whose gradients were so in that batch.</param>
internal sealed record GradientSums(
    int Batches,
    double Mean,
    IReadOnlyList<(string Layer, double Norm)> LayerMeans,
    int Broken,
    int FirstBroken,
    IReadOnlyList<string> BrokenVariables);
