using System.Reflection;

namespace KerasPS.Tests;

/// <summary>Cases that test classes declare for the tests that run over all classes of a family, so that these tests know none of them.</summary>
internal static class DeclaredCases
{
    /// <summary>What the static properties of type <c>T[]</c> hold, in whatever class of this assembly they are.</summary>
    public static IReadOnlyList<T> Of<T>() => typeof(DeclaredCases).Assembly.GetTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(property => property.PropertyType == typeof(T[]))
        .SelectMany(property => (T[])property.GetValue(null)!)
        .ToArray();
}
