namespace KerasPS.Build.Tests;

public class BuildOptionsTests
{
    [Fact]
    public void Builds_with_TorchSharp_for_this_machine_when_nothing_is_said() =>
        Assert.Equal(new BuildOptions { Task = BuildTask.Build, Torch = TorchProvider.TorchSharp, Runtime = Runtimes.Host }, BuildOptions.Parse([]));

    [Theory]
    [InlineData("demo --full --torch LibTorch")]
    [InlineData("Demo --torch=libtorch --full")]
    [InlineData("--full --torch LIBTORCH DEMO")]
    public void Takes_options_in_any_order_and_case(string line) => Assert.Equal(
        new BuildOptions { Task = BuildTask.Demo, Full = true, Torch = TorchProvider.LibTorch }, BuildOptions.Parse(line.Split(' ')));

    [Theory]
    [InlineData("tset", "tset")]
    [InlineData("test demo", "demo")]
    [InlineData("--fast", "--fast")]
    [InlineData("test --torch", "--torch")]
    [InlineData("test --torch 2", "'2'")]
    [InlineData("test --runtime freebsd-x64", "freebsd-x64")]
    [InlineData("1", "'1'")]
    public void Names_what_it_does_not_know(string line, string named)
    {
        var failure = Assert.Throws<BuildFailure>(() => BuildOptions.Parse(line.Split(' ')));
        Assert.Contains(named, failure.Message);
        Assert.Equal(2, failure.ExitCode);
    }
}
