namespace KerasPS.Saving;

/// <summary>An array of a file of weights.</summary>
/// <param name="Name">Its name or path in the file.</param>
/// <param name="Shape">Its shape, e.g. <c>(4, 3)</c>.</param>
/// <param name="Dtype">The dtype of its values, e.g. <c>float32</c>.</param>
/// <param name="Count">The number of its values.</param>
/// <param name="IsOfOptimizer">Whether it is part of the optimizer's state.</param>
public sealed record SavedWeight(string Name, string Shape, string Dtype, long Count, bool IsOfOptimizer);
