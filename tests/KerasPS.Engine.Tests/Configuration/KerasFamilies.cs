namespace KerasPS.Tests.Configuration;

/// <summary>The base classes of everything that has a Keras name.</summary>
internal static class KerasFamilies
{
    /// <summary>The families, found like their classes, so that a new one is tested too.</summary>
    public static IEnumerable<Type> All =>
        typeof(KerasObject).Assembly.GetExportedTypes().Where(type => type.BaseType == typeof(KerasObject));

    /// <summary>All concrete classes of all families.</summary>
    public static IEnumerable<Type> Classes => All.SelectMany(KerasRegistry.ClassesOf);
}
