namespace KerasPS.Tests;

/// <summary>Tests that look at what the whole process shares: live tensors, threads, the source of seeds.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class RunsAlone
{
    public const string Name = "runs alone";

    /// <summary>Lets finalizers give back what earlier tests left, so that from here on only tensors without an owner add up.</summary>
    public static void CollectTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
