namespace KerasPS;

/// <summary>That something set or scaled the learning rate during a training; what a schedule does from step to step is none.</summary>
/// <param name="Epoch">The epoch, from 1, in which it was, its beginning and end included; 0 for before the first.</param>
/// <param name="From">The rate before.</param>
/// <param name="To">The rate after.</param>
/// <param name="By">The callback; <c>the caller</c> where none was running.</param>
public sealed record LearningRateChange(int Epoch, double From, double To, string By);
