namespace KerasPS.Generator;

/// <summary>One example of a cmdlet's help.</summary>
/// <param name="Code">PowerShell code that runs as it is, in an empty folder.</param>
/// <param name="Text">What it does.</param>
internal sealed record Example(string Code, string Text);
