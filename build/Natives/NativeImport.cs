namespace KerasPS.Build.Natives;

/// <summary>A symbol that a native library needs from another.</summary>
/// <param name="Name">As the file has it.</param>
/// <param name="Library">Who is to have it; null where any library may.</param>
internal readonly record struct NativeImport(string Name, string? Library);
