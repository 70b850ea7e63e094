using System.Collections.Concurrent;

namespace KerasPS.Tests.Goldens;

/// <summary>How near to Keras's numbers the golden cases came in this run.</summary>
internal static class Fidelity
{
    private static readonly ConcurrentDictionary<string, Figure> Cases = new();

    /// <summary>The cases that were compared so far, by name.</summary>
    public static IReadOnlyDictionary<string, Figure> Compared => Cases;

    /// <summary>Notes a comparison.</summary>
    /// <param name="what">The case's name, with or without more about what of it was compared; what is no case is not noted.</param>
    /// <param name="error">The largest error.</param>
    /// <param name="tolerance">The largest error that would have passed.</param>
    public static void Record(string what, double error, double tolerance)
    {
        if (GoldenCases.All.Keys.Where(name => what.StartsWith(name, StringComparison.Ordinal)).MaxBy(name => name.Length) is { } name)
            Cases.AddOrUpdate(name, new Figure(error, tolerance), (_, before) => before.And(error, tolerance));
    }

    /// <summary>The largest error of a case and the largest one allowed.</summary>
    public readonly record struct Figure(double Error, double Tolerance)
    {
        public Figure And(double error, double tolerance) => new(Math.Max(Error, error), Math.Max(Tolerance, tolerance));
    }
}
