namespace KerasPS.Saving;

/// <summary>An array of a safetensors file.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Shape">Its shape; empty for a single number.</param>
/// <param name="Values">Its values, row-major, as many as the shape holds.</param>
public sealed record SafeTensor(string Name, IReadOnlyList<long> Shape, float[] Values);
