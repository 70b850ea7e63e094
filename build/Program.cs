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
                NativeCollector.Collect(File.ReadAllLines(list), folder.TrimEnd('/', '\\'));
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
        var shell = new Shell(repository.Root);
        var answers = new Answers(Path.Combine(repository.Out, "answers.json"));
        var source = new PackageSource(repository, shell, answers);

        bool usesPowerShell = options.Task is BuildTask.Test or BuildTask.Demo or BuildTask.Bench or BuildTask.Coverage;
        PowerShell? powerShell = usesPowerShell ? new PowerShellSetup(repository, shell, source).Find() : null;
        new TorchSetup(repository, shell, source, options).Ensure();
        string? fashionMnist = options.Task == BuildTask.Demo ? new DatasetSetup(repository, shell).Ensure() : null;

        if (options.Task is BuildTask.Test or BuildTask.Coverage)
            new H5PySetup(shell).Ensure();
        if (options.Task is BuildTask.Test or BuildTask.Docs or BuildTask.Coverage)
            new OnnxRuntimeSetup(repository, shell, answers).Ensure();

        new Solution(repository, shell).Build();
        new ModuleAssembler(repository, shell).Assemble();
        return options.Task switch
        {
            BuildTask.Test => new TestRun(repository, shell, answers).Run(powerShell),
            BuildTask.Demo => new DemoRun(repository, shell, options).Run(powerShell, fashionMnist),
            BuildTask.Package => new ModulePackage(repository).Write(),
            BuildTask.Bench => new BenchRun(shell).Run(powerShell),
            BuildTask.Docs => new DocsRun(repository, shell).Run(),
            BuildTask.Coverage => new CoverageRun(repository, shell).Run(powerShell ?? throw new BuildFailure($"coverage needs PowerShell {PowerShell.Oldest} or later: {PowerShell.HowToInstall}")),
            _ => 0,
        };
    }
}
