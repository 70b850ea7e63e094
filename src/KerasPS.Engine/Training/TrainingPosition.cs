namespace KerasPS;

/// <summary>A position in the batches of a pass through the data.</summary>
/// <param name="Epoch">The epoch, from 0, in which the pass began.</param>
/// <param name="Batches">The number of its batches that are trained.</param>
internal sealed record TrainingPosition(int Epoch, int Batches);
