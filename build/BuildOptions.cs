namespace KerasPS.Build;

/// <summary>The command line, parsed.</summary>
internal sealed record BuildOptions
{
    public const string Usage = """
        usage: ./build.sh [build|test|demo|package|bench|docs|coverage] [--full] [--torch TorchSharp|LibTorch] [--cuda] [--runtime NAME]
               ./build.ps1 [-Task Build|Test|Demo|Package|Bench|Docs|Coverage] [-Full] [-Torch TorchSharp|LibTorch] [-Cuda] [-Runtime NAME]

          build     set up what is missing and build the module into out/KerasPS (the default)
          test      build, then run every test; the last line is 'N passed, N failed'
          demo      build, then train the two examples
          package   build, then make out/package/RUNTIME/KerasPS, to be published, and a zip file of it
          bench     build, then run the benchmarks
          docs      build, then write the documents in docs/ that the tests make
          coverage  build, then measure which lines the tests reach, into docs/quality.md

          --full     the demo on the whole data set instead of a part of it
          --torch    who provides torch: the TorchSharp packages (the default), or a libtorch on this machine
          --cuda     with TorchSharp: the CUDA packages instead of the CPU ones
          --runtime  with package: the platform that it is for: win-x64, win-arm64, linux-x64 or osx-arm64, else this one
        """;

    public BuildTask Task { get; init; } = BuildTask.Build;

    public bool Full { get; init; }

    public TorchProvider Torch { get; init; } = TorchProvider.TorchSharp;

    public bool Cuda { get; init; }

    public string Runtime { get; init; } = Runtimes.Host;

    public bool Help { get; init; }

    /// <summary>The options as environment variables, which MSBuild reads as properties.</summary>
    public IReadOnlyDictionary<string, string> Properties => new Dictionary<string, string>
    {
        ["TorchProvider"] = Torch.ToString(),
        ["TorchCuda"] = Cuda ? "true" : "",
    };

    /// <exception cref="BuildFailure">An argument is unknown.</exception>
    public static BuildOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BuildOptions();
        bool taskGiven = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            (string name, string? value) = argument.Split('=', 2) is [var left, var right] ? (left, right) : (argument, null);
            switch (name.ToLowerInvariant())
            {
                case "--full":
                    options = options with { Full = true };
                    break;
                case "--cuda":
                    options = options with { Cuda = true };
                    break;
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--torch":
                    value ??= ++i < arguments.Count ? arguments[i] : "";
                    options = options with { Torch = ParseName<TorchProvider>("--torch", value) };
                    break;
                case "--runtime":
                    value ??= ++i < arguments.Count ? arguments[i] : "";
                    options = options with { Runtime = value.ToLowerInvariant() };
                    break;
                case var _ when !taskGiven && !argument.StartsWith('-'):
                    options = options with { Task = ParseName<BuildTask>("the task", argument) };
                    taskGiven = true;
                    break;
                default:
                    throw new BuildFailure($"unknown argument '{argument}'.{Environment.NewLine}{Usage}", exitCode: 2);
            }
        }

        return options.Runtime == Runtimes.Host || options.Task == BuildTask.Package
            ? options
            : throw new BuildFailure($"--runtime {options.Runtime} goes with package: the other tasks run what they build.", exitCode: 2);
    }

    private static T ParseName<T>(string what, string value)
        where T : struct, Enum
    {
        foreach (T candidate in Enum.GetValues<T>())
            if (candidate.ToString().Equals(value, StringComparison.OrdinalIgnoreCase))
                return candidate;

        throw new BuildFailure($"'{value}' is not valid for {what}: it is one of {string.Join(", ", Enum.GetNames<T>())}.", exitCode: 2);
    }
}
