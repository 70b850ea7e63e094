namespace KerasPS.Tests.Fuzz;

/// <summary>A reader of files, with files to damage and how.</summary>
/// <param name="Name">What is read.</param>
/// <param name="Seeds">Files that can be read.</param>
/// <param name="Mutate">Makes another file of one.</param>
/// <param name="Read">Reads a file, all of it.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Func<byte[], Random, byte[]> Mutate, Action<byte[]> Read);
