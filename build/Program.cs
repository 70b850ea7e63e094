using KerasPS.Build.Natives;

namespace KerasPS.Build;

/// <summary>What <c>build.sh</c> and <c>build.ps1</c> run; see docs/building.md.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        BuildTask? task = null;
        try
        {
            // Called by src/KerasPS.Natives: the file with the packages' libraries, and the folder for those that are used.
            if (arguments is ["natives", var list, var folder])
            {
                NativeCollector.Collect(File.ReadAllLines(list), Path.TrimEndingDirectorySeparator(folder));
                return 0;
            }

            BuildOptions options = BuildOptions.Parse(arguments);
            task = options.Task;
            if (options.Help)
            {
                Console.WriteLine(BuildOptions.Usage);
                return 0;
            }

            return Run(options);
        }
        catch (Exception e)
        {
            var failure = e as BuildFailure;
            Console.Error.WriteLine($"error: {failure?.Message ?? e.ToString()}");
            if (task == BuildTask.Test)
                Console.WriteLine(default(TestCounts));

            return failure?.ExitCode ?? 1;
        }
    }

    private static int Run(BuildOptions options)
    {
        Repository repository = Repository.Find();
        var shell = new Shell(repository.Root, options.Properties);
        new TorchSetup(repository, shell, options).Ensure();
        var modules = new ModuleAssembler(repository, shell, options);
        if (options.Task == BuildTask.Package)
        {
            new Solution(repository, shell).Build();
            return new ModulePackage(repository, options).Write(modules);
        }

        PowerShell? powerShell = options.Task is BuildTask.Build or BuildTask.Docs ? null : new PowerShellSetup(shell).Find();
        string? fashionMnist = options.Task == BuildTask.Demo ? new DatasetSetup(repository, shell).Ensure() : null;
        new Solution(repository, shell).Build();
        modules.Assemble(repository.Module);
        return options.Task switch
        {
            BuildTask.Test => new TestRun(repository, shell, options).Run(powerShell!),
            BuildTask.Demo => new DemoRun(repository, shell, options).Run(powerShell!, fashionMnist),
            BuildTask.Bench => new BenchRun(shell).Run(powerShell!),
            BuildTask.Docs => new DocsRun(repository, shell).Run(),
            BuildTask.Coverage => new CoverageRun(repository, shell).Run(powerShell!),
            _ => 0,
        };
    }
}
