namespace KerasPS.Data.Images;

/// <summary>
/// Makes a <see cref="Dataset"/> of a folder that has a folder of images for each class, as Keras's <c>image_dataset_from_directory</c> does, in the order of the
/// files' names (its <c>shuffle=False</c>).
/// </summary>
internal static class ImageFolder
{
    private static readonly string[] Extensions = [".bmp", ".gif", ".jpeg", ".jpg", ".png"];

    private static string Formats => string.Join(", ", Extensions);

    /// <summary>Whether a path has the name of an image.</summary>
    public static bool IsImage(string path) => Extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>The error for an image where a folder is expected.</summary>
    public static KerasException IsNoFolder(string path) => new("ImageFolderLayout", $"'{path}' is a single image; a dataset is made of a folder. {Layout("images")}", path);

    /// <summary>Reads all images of a folder.</summary>
    /// <exception cref="KerasException">
    /// <c>ImageFolderLayout</c>: there are no folders of classes; <c>ClassNotFound</c>: there is no folder of a name that was given; <c>EmptyDataset</c>; <c>InvalidImage</c>;
    /// <c>InvalidScale</c>; <c>InvalidValue</c>: the size; <c>DatasetTooLarge</c>.
    /// </exception>
    public static Dataset Load(string path, DatasetFileOptions options)
    {
        ImageLoader loader = new(options.Image, options.Table.Scale ?? 1);
        IReadOnlyList<string> classes = ClassesOf(path, options.ClassName);
        (string Path, int Class)[] files = classes.SelectMany((name, index) => FilesOf(Path.Combine(path, name)).Select(file => (file, index))).ToArray();
        if (files.Length == 0)
            throw new KerasException("EmptyDataset", $"The folders {string.Join(", ", classes)} of '{path}' hold no images. Images are files that end in {Formats}.", path);
        ArrayValues features = loader.Load(Array.ConvertAll(files, file => file.Path), path, options.Progress);
        DataArray labels = new(Array.ConvertAll(files, file => (float)file.Class), []);
        return new Dataset([new DataArray(features, loader.Shape, "", "features")], [ClassLabels.Of(labels, classes, options.Table.OneHot)])
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)),
        };
    }

    private static IReadOnlyList<string> ClassesOf(string path, IReadOnlyList<string>? className)
    {
        string[] folders = NamesOf(Directory.EnumerateDirectories(path));
        if (folders.Length == 0)
        {
            int images = FilesIn(path).Length;
            throw new KerasException(
                "ImageFolderLayout",
                $"'{path}' holds {(images > 0 ? $"{images} images, but " : "")}no folders, which are the classes. {Layout(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)))}",
                path) { Kind = KerasErrorKind.InvalidData };
        }

        foreach (string name in className ?? [])
        {
            if (!folders.Contains(name))
                throw new KerasException("ClassNotFound", $"'{path}' has no folder '{name}'. {NearestName.Hint(name, folders)}", name);
        }

        if (className?.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new KerasException("DuplicateName", $"The class '{twice.Key}' is given twice.", twice.Key) { Kind = KerasErrorKind.InvalidArgument };
        return className ?? folders;
    }

    private static string Layout(string name) => $"What is expected: {name}/cat/1.jpg, {name}/cat/2.jpg, {name}/dog/1.jpg, with a folder for each class.";

    /// <summary>The images in a folder and the folders in it, by the names of the folders and then of the files. Links to folders are not followed.</summary>
    private static IEnumerable<string> FilesOf(string folder) => FoldersIn(folder).Order(StringComparer.Ordinal).SelectMany(FilesIn);

    private static IEnumerable<string> FoldersIn(string folder)
    {
        IEnumerable<string> inner = NamesOf(Directory.EnumerateDirectories(folder)).Select(name => Path.Combine(folder, name));
        return inner.Where(path => new DirectoryInfo(path).LinkTarget is null).SelectMany(FoldersIn).Prepend(folder);
    }

    private static string[] FilesIn(string folder) => NamesOf(Directory.EnumerateFiles(folder)).Where(IsImage).Select(name => Path.Combine(folder, name)).ToArray();

    /// <summary>The names of what is not hidden, such as the files that macOS puts beside each image.</summary>
    private static string[] NamesOf(IEnumerable<string> paths) =>
        paths.Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal).ToArray();
}
