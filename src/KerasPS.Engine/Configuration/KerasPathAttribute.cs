namespace KerasPS.Configuration;

/// <summary>Marks an argument that is the path of a file or folder, so that a cmdlet resolves it against PowerShell's location.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KerasPathAttribute : Attribute;
