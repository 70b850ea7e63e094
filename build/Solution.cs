namespace KerasPS.Build;

/// <summary>Compiles every project of the solution, in Release.</summary>
internal sealed class Solution(Repository repository, Shell shell)
{
    public const string Configuration = "Release";

    public void Build() => shell.Require("build", "dotnet", ["build", repository.Solution, "-c", Configuration, "-nodeReuse:false"]);
}
