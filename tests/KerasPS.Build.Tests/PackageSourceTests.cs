namespace KerasPS.Build.Tests;

public class PackageSourceTests
{
    [Theory]
    [InlineData(0, "Restored", true)]
    [InlineData(1, "error NU1101: Unable to find package TorchSharp.", false)]
    [InlineData(1, "error NU1102: Unable to find package TorchSharp with version (= 0.106.0)", false)]
    [InlineData(1, "Version 7.6.5 of package powershell is not found in NuGet feeds x.", false)]
    [InlineData(1, "error NU1301: Response status code does not indicate success: 403 (Forbidden).", false)]
    [InlineData(1, "error NU1301: Unable to load the service index. Resource temporarily unavailable", null)]
    public void Tells_a_no_from_no_answer(int exitCode, string output, bool? meaning) =>
        Assert.Equal(meaning, PackageSource.Meaning(new Shell.Captured(exitCode, output)));
}
