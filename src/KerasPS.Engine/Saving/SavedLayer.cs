namespace KerasPS.Saving;

/// <summary>A layer of a saved model.</summary>
/// <param name="Name">Its name; that of a layer within another one after the other's and a slash.</param>
/// <param name="Type">Keras's class name.</param>
/// <param name="InputShape">The shape of its samples with the batch axis, e.g. <c>(None, 4)</c>; several joined by "and", empty where the file does not say.</param>
/// <param name="Dtype">The dtype that it computes in, e.g. <c>float32</c>; empty where the file does not say.</param>
/// <param name="IsTrainable">Whether training changes it.</param>
public sealed record SavedLayer(string Name, string Type, string InputShape, string Dtype, bool IsTrainable);
