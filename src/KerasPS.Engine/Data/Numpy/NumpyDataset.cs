namespace KerasPS.Data.Numpy;

/// <summary>Makes a <see cref="Dataset"/> of arrays in NumPy's files. The first axis of each array is the sample.</summary>
internal static class NumpyDataset
{
    /// <summary>Default names of features and labels, those of Keras's <c>mnist.npz</c> among them.</summary>
    private static readonly (string Feature, string Label)[] UsualNames = [("x_train", "y_train"), ("x", "y")];

    /// <summary>Reads a file of features, and one of labels where there is any.</summary>
    public static Dataset LoadNpy(string path, DatasetFileOptions options)
    {
        NpyArray features = NpyFile.Read(path);
        NpyArray[] labels = options.LabelPath is null ? [] : [NpyFile.Read(options.LabelPath)];
        return Create(path, [features], labels, null, options);
    }

    /// <summary>Reads the arrays of an archive that are asked for, by names or by usual names.</summary>
    public static Dataset LoadNpz(string path, DatasetFileOptions options)
    {
        using NpzFile file = NpzFile.Open(path);
        (IReadOnlyList<string> features, IReadOnlyList<string> labels, string? weight) = Choose(file, path, options.Table);
        return Create(path, features.Select(file.Read).ToArray(), labels.Select(file.Read).ToArray(), weight is null ? null : file.Read(weight), options);
    }

    private static (IReadOnlyList<string> Feature, IReadOnlyList<string> Label, string? Weight) Choose(NpzFile file, string path, TableOptions options)
    {
        string[] labels = Find(file, path, options.Label, []);
        string? weight = options.Weight is null ? null : Find(file, path, [options.Weight], labels)[0];
        string[] taken = weight is null ? labels : [.. labels, weight];
        if (options.Feature.Count > 0)
            return (Find(file, path, options.Feature, taken), labels, weight);
        string[] left = file.Names.Except(taken).ToArray();
        if (left.Length == 1)
            return (left, labels, weight);
        (string feature, string label) = UsualNames.FirstOrDefault(names => left.Contains(names.Feature) && (labels.Length > 0 || left.Contains(names.Label)));
        if (feature is null)
        {
            throw new KerasException(
                "ArrayNotChosen", $"'{path}' holds {file.Names.Count} arrays: {file.Describe()}. Say with Feature and Label which of them are the features and the labels.", path);
        }

        return ([feature], labels.Length > 0 ? labels : [label], weight);
    }

    /// <summary>The arrays of names, or of wildcards, which leave out those that have another use.</summary>
    private static string[] Find(NpzFile file, string path, IReadOnlyList<string> patterns, string[] taken)
    {
        List<string> found = [];
        foreach (string pattern in patterns)
        {
            bool isName = file.Names.Contains(pattern);
            string[] matches = isName ? [pattern] : Match(file, pattern, taken);
            if (matches.Length == 0)
                throw new KerasException("ArrayNotFound", $"'{path}' has no array '{pattern}'. {NearestName.Hint(pattern, file.Names)}", pattern);
            if (isName && taken.Contains(pattern))
                throw new KerasException("ArrayUsedTwice", $"The array '{pattern}' is given for two uses; each array has one.", pattern);
            found.AddRange(matches);
        }

        return found.Distinct().ToArray();
    }

    private static string[] Match(NpzFile file, string pattern, string[] taken)
    {
        if (pattern.AsSpan().IndexOfAny("*?[") < 0)
            return [];
        ColumnPattern wildcard = new(pattern);
        return file.Names.Where(name => !taken.Contains(name) && wildcard.Matches(name)).ToArray();
    }

    private static Dataset Create(string path, IReadOnlyList<NpyArray> features, IReadOnlyList<NpyArray> labels, NpyArray? weight, DatasetFileOptions options)
    {
        float scale = options.Table.Scale ?? 1;
        FeatureScale.Require(scale);
        RequireSamples(path, features[0]);
        foreach (NpyArray other in features.Concat(labels).Append(weight).OfType<NpyArray>())
            RequireCount(features[0], other);
        IReadOnlyList<long>? shape = options.Table.Shape;
        if (shape is not null && features.Count > 1)
            throw new KerasException("ShapeMismatch", $"A shape is for one array of features, but there are {features.Count}.", shape) { Kind = KerasErrorKind.InvalidArgument };
        DataArray[] inputs = features.Select(array => InputOf(array, shape, scale, features.Count > 1)).ToArray();
        DataArray[] targets = labels.Select(array => TargetOf(array, options, labels.Count > 1)).ToArray();
        return new Dataset(inputs, targets, weight?.Values) { Name = Path.GetFileName(path) };
    }

    private static void RequireSamples(string path, NpyArray features)
    {
        if (features.Shape.Count == 0)
            throw new KerasException("ShapeMismatch", $"'{features.Name}' is a single number; the first axis of features is the sample.", path);
        if (features.Values.Length == 0)
            throw new KerasException("EmptyDataset", $"'{path}' holds no samples: '{features.Name}' has the shape {features.ShapeText}.", path);
    }

    private static void RequireCount(NpyArray features, NpyArray other)
    {
        if (other.Shape.Count > 0 && other.Shape[0] == features.Shape[0] && other.Values.Length > 0)
            return;
        throw new KerasException(
            "CountMismatch",
            $"'{features.Name}' holds {features.Shape[0]} samples, but '{other.Name}' has the shape {other.ShapeText}; the first axis, which is the sample, must be the same.",
            other.Name);
    }

    private static DataArray InputOf(NpyArray array, IReadOnlyList<long>? shape, float scale, bool isNamed)
    {
        IReadOnlyList<long> own = array.Shape.Count == 1 ? [1] : array.Shape.Skip(1).ToArray();
        long size = KerasPS.Shape.Size(own.ToArray());
        if (shape is not null && (shape.Any(axis => axis <= 0) || shape.Aggregate(1m, (product, axis) => product * axis) != size))
        {
            throw new KerasException(
                "ShapeMismatch",
                $"A sample of '{array.Name}' has {size} values in the shape ({string.Join(", ", own)}), which cannot be reshaped to ({string.Join(", ", shape)}).",
                shape) { Kind = KerasErrorKind.InvalidArgument };
        }

        return new DataArray(array.Values.ScaleInPlace(scale), shape ?? own, isNamed ? array.Name : "", "features");
    }

    private static DataArray TargetOf(NpyArray array, DatasetFileOptions options, bool isNamed)
    {
        DataArray labels = new(array.Values, array.Shape.Skip(1).ToArray(), isNamed ? array.Name : "", "labels");
        return options.ClassName is null && !options.Table.OneHot ? labels : ClassLabels.Of(labels, options.ClassName, options.Table.OneHot);
    }
}
