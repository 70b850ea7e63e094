namespace KerasPS.Data;

/// <summary>Labels as numbers.</summary>
/// <param name="Values">Row-major values of shape <c>(count, *Shape)</c>.</param>
/// <param name="Shape">The shape of one label; empty for a class index or one number.</param>
/// <param name="ClassName">The names of the classes in the order of their indices; empty where labels are numbers.</param>
internal sealed record EncodedLabels(float[] Values, IReadOnlyList<long> Shape, IReadOnlyList<string> ClassName);
