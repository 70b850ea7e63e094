using KerasPS.Tests.Data;

namespace KerasPS.Tests.Crash;

/// <summary>A disk that becomes full is a clear error or a warning, and the checkpoint before stays whole.</summary>
[Collection(RunsAlone.Name)]
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [FullDiskFact]
    public void A_full_disk_costs_at_most_the_newest_checkpoint()
    {
        string disk = Directory.CreateDirectory(folder.PathOf("disk")).FullName;
        (int status, string errors) = FullDiskFactAttribute.Run(disk, "128k", TestProcess.CommandLine(nameof(FullDiskTraining), disk));
        Assert.True(status == 0, errors);
    }
}
