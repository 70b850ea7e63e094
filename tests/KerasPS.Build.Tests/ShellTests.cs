namespace KerasPS.Build.Tests;

public class ShellTests
{
    private readonly Shell shell = new(AppContext.BaseDirectory);

    [Fact]
    public void Finds_a_program_on_the_path_and_captures_what_it_says()
    {
        Assert.NotNull(Shell.Find("dotnet"));
        Assert.Null(Shell.Find("no-such-program"));
        Assert.Contains(Environment.Version.Major.ToString(), shell.Capture("dotnet", "--list-sdks").Output);
    }

    [Fact]
    public void Says_which_command_failed_and_how()
    {
        var failure = Assert.Throws<BuildFailure>(() => shell.Require("build", "dotnet", ["no-such-command"]));
        Assert.StartsWith("build failed: 'dotnet no-such-command' ended with exit code ", failure.Message);
    }

    [Fact]
    public void Says_which_program_is_not_there() =>
        Assert.Contains("no-such-program", Assert.Throws<BuildFailure>(() => shell.Capture("no-such-program")).Message);
}
