namespace KerasPS.Saving;

/// <summary>A group of a file of weights.</summary>
/// <param name="Path">Where it is, e.g. <c>layers/dense_1/vars</c>.</param>
/// <param name="Name">The name of the layer or optimizer, which Keras writes there and does not read.</param>
/// <param name="Slots">The arrays, whose names are their numbers.</param>
internal sealed record WeightGroup(string Path, string Name, IReadOnlyList<WeightSlot> Slots);
