namespace KerasPS.Tests;

/// <summary>Tests that look at what the whole process shares: live tensors, threads, the source of seeds.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class RunsAlone
{
    public const string Name = "runs alone";
}
