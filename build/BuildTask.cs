namespace KerasPS.Build;

/// <summary>What the user asked the build to do; each includes setting up what is missing.</summary>
internal enum BuildTask
{
    Build,
    Test,
    Demo,
    Package,
    Bench,
    Docs,
    Coverage,
}
