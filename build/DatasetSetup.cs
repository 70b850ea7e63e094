namespace KerasPS.Build;

/// <summary>Finds the Fashion-MNIST files for the demo, installing Debian's package of them where that can be done.</summary>
internal sealed class DatasetSetup(Repository repository, Shell shell)
{
    private const string Package = "dataset-fashion-mnist";

    private const string Url = "https://github.com/zalandoresearch/fashion-mnist";

    /// <summary>Prints in one line where the files are.</summary>
    /// <returns>Null when there are none.</returns>
    public string? Ensure()
    {
        string? folder = Find();
        if (folder is null && AptPackages.Available && new AptPackages(shell) is { CanInstall: true } apt)
        {
            apt.Install([Package]);
            folder = Find();
        }

        Console.WriteLine(folder is null
            ? $"setup: no Fashion-MNIST: put the four files of {Url} into data/fashion-mnist"
            : $"setup: Fashion-MNIST from {folder}");
        return folder;
    }

    private string? Find() =>
        new[] { repository.In("data", "fashion-mnist"), "/usr/share/datasets/fashion-mnist" }.FirstOrDefault(folder =>
            new[] { "", ".gz" }.Any(ending => File.Exists(Path.Combine(folder, "train-images-idx3-ubyte" + ending))));
}
