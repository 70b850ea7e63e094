namespace KerasPS;

/// <summary>How far a training, evaluation or prediction is.</summary>
/// <param name="Activity">What is being done, e.g. <c>Training iris</c>.</param>
/// <param name="Status">Where it is, e.g. <c>Epoch 3/10, batch 120/469, loss 0.3456</c>.</param>
/// <param name="Fraction">The fraction that is done, from 0 to 1.</param>
/// <param name="Remaining">The time still needed at the speed so far; null where unknown.</param>
/// <param name="IsCompleted">True in the last message.</param>
public sealed record TrainingProgress(string Activity, string Status, double Fraction, TimeSpan? Remaining, bool IsCompleted);
