using System.Diagnostics;

namespace KerasPS.Bench;

/// <summary>A program.</summary>
/// <param name="Program">What is started.</param>
/// <param name="Leading">Arguments that come before all others: the assembly, where <c>dotnet</c> is started.</param>
internal sealed record Command(string Program, params string[] Leading)
{
    public ProcessStartInfo With(IEnumerable<string> arguments) => new(Program, [.. Leading, .. arguments]);
}
