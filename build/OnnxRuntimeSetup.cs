namespace KerasPS.Build;

/// <summary>Gets ONNX Runtime for Node.js, in which tests run the ONNX files that they write, where npm is there.</summary>
internal sealed class OnnxRuntimeSetup(Repository repository, Shell shell, Answers answers)
{
    private const string Package = "onnxruntime-node";

    private string Folder => Path.Combine(repository.Out, "onnxruntime");

    private bool IsThere => Directory.Exists(Path.Combine(Folder, "node_modules", Package));

    /// <summary>Says in one line whether those tests will run. Without it they are skipped, so nothing here ends the build.</summary>
    public void Ensure()
    {
        string question = $"{Package} can be had from npm";
        if (!IsThere && Shell.Find("node") is not null && Npm() is string npm && answers[question] != false)
        {
            Directory.CreateDirectory(Folder);
            File.Copy(repository.In("tests", "onnx", "package.json"), Path.Combine(Folder, "package.json"), overwrite: true);

            // Its install script would fetch what GPUs need.
            shell.Capture(npm, "install", "--prefix", Folder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock");
            answers.Remember(question, IsThere);
        }

        Console.WriteLine(IsThere
            ? "setup: ONNX Runtime from out/onnxruntime"
            : $"setup: no ONNX Runtime, so no ONNX file is run in tests: npm install --prefix out/onnxruntime --ignore-scripts {Package}");
    }

    /// <summary>On Windows npm is a script, which needs a shell.</summary>
    private static string? Npm() => OperatingSystem.IsWindows() ? null : Shell.Find("npm");
}
