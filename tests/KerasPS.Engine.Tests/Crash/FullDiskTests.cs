namespace KerasPS.Tests.Crash;

/// <summary>A disk that becomes full is a clear error or a warning, and the checkpoint before stays whole.</summary>
[Collection(RunsAlone.Name)]
public sealed class FullDiskTests : FolderTest
{
    [FullDiskFact]
    public void A_full_disk_costs_at_most_the_newest_checkpoint()
    {
        string disk = Directory.CreateDirectory(Folder.PathOf("disk")).FullName;
        (int status, string errors) = FullDiskFactAttribute.Run(disk, "128k", TestProcess.CommandLine(nameof(FullDiskTraining), disk));
        Assert.True(status == 0, errors);
    }
}
