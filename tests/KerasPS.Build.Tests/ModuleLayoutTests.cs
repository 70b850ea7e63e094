namespace KerasPS.Build.Tests;

public class ModuleLayoutTests
{
    [Theory]
    [InlineData("KerasPS.Cmdlets.dll", "KerasPS.Cmdlets.dll")]
    [InlineData("KerasPS.Engine.dll", "KerasPS.Engine.dll")]
    [InlineData("KerasPS.Loader.dll", "KerasPS.Loader.dll")]
    [InlineData("KerasPS.Engine.pdb", "KerasPS.Engine.pdb")]
    [InlineData("TorchSharp.dll", null)]
    [InlineData("SkiaSharp.dll", null)]
    [InlineData("KerasPS.LibTorch.dll", "Dependencies/KerasPS.LibTorch.dll")]
    [InlineData("CsvHelper.dll", "Dependencies/CsvHelper.dll")]
    [InlineData("libkerasps_torch.so", "Dependencies/libkerasps_torch.so")]
    [InlineData("de/CsvHelper.resources.dll", "Dependencies/de/CsvHelper.resources.dll")]
    [InlineData("en-US/KerasPS.Cmdlets.dll-Help.xml", "en-US/KerasPS.Cmdlets.dll-Help.xml")]
    [InlineData("KerasPS.Engine.xml", null)]
    [InlineData("KerasPS.Cmdlets.deps.json", null)]
    [InlineData("KerasPS.LibTorch.pdb", null)]
    public void Places_each_file(string published, string? place) =>
        Assert.Equal(place, ModuleLayout.Place(published)?.Replace('\\', '/'));

    [Fact]
    public void Refuses_to_ship_PowerShell_itself() =>
        Assert.Throws<BuildFailure>(() => ModuleLayout.Place("System.Management.Automation.dll"));
}
