namespace KerasPS.Build;

/// <summary>Compiles every project of the solution, in Release.</summary>
internal sealed class Solution(Repository repository, Shell shell)
{
    public const string Configuration = "Release";

    /// <summary>Advice for when packages cannot be restored.</summary>
    public const string WhatToDo =
        "Packages come from the sources that 'dotnet nuget list source' names; the first build needs to reach them, later ones do not. "
        + "Add a source that has them with 'dotnet nuget add source'.";

    public void Build()
    {
        try
        {
            shell.Require("restore", "dotnet", ["restore", repository.Solution, "-nodeReuse:false"]);
        }
        catch (BuildFailure failure)
        {
            throw new BuildFailure($"{failure.Message} {WhatToDo} If TorchSharp's packages are not available, --torch LibTorch uses a libtorch that is installed on this machine.", failure.ExitCode);
        }

        shell.Require("build", "dotnet", ["build", repository.Solution, "-c", Configuration, "--no-restore", "-nodeReuse:false"]);
    }
}
