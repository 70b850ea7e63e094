using KerasPS;
using KerasPS.Example;

// The engine from C#: the two jobs of examples/01-iris.ps1 and 02-fashion-mnist-cnn.ps1. --full trains the second on all images.
string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "KerasPS.sln")))
    root = Path.GetDirectoryName(root) ?? throw new FileNotFoundException("Run this from within the repository.");

try
{
    IrisJob.Run(Path.Combine(root, "data"), Directory.CreateDirectory(Path.Combine(root, "out", "examples", "iris")).FullName);
    FashionMnistJob.Run(
        Directory.CreateDirectory(Path.Combine(root, "out", "examples", "fashion-mnist")).FullName,
        isFull: args.Contains("--full"));
    return 0;
}
catch (KerasException exception)
{
    Console.Error.WriteLine($"{exception.ErrorId}: {exception.Message}");
    return 1;
}
