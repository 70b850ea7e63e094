using System.Text.Json;
using KerasPS.Configuration;
using KerasPS.Data;
using KerasPS.Optimizers;
using KerasPS.Text;

namespace KerasPS.Saving;

/// <summary>What Keras's files cannot store of a model, kept in <c>kerasps.json</c>.</summary>
internal sealed record ModelExtras
{
    /// <summary>The version of the file's format.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the file's format.</summary>
    public int Format { get; init; }

    /// <summary>The names of the classes of each output.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ClassNames { get; init; } = [];

    /// <summary>The dtype policy; null for <c>float32</c>.</summary>
    public string? Policy { get; init; }

    /// <summary>How rows are encoded as features; null where the data was not a table.</summary>
    public Encoding? FeatureEncoding { get; init; }

    /// <summary>The same for each of several inputs; empty for one input.</summary>
    public IReadOnlyList<Encoding?> InputEncodings { get; init; } = [];

    /// <summary>The optimizer's settings besides its arguments; null where the model is not compiled.</summary>
    public OptimizerExtras? Optimizer { get; init; }

    public static ModelExtras Of(Model model) => new()
    {
        Format = CurrentFormat,
        ClassNames = model.ClassLabels,
        Policy = model.Policy.Name == "float32" ? null : model.Policy.Name,
        FeatureEncoding = Describe(model.FeatureEncoding),
        InputEncodings = model.InputEncodings.Select(Describe).ToArray(),
        Optimizer = model.Compilation?.Optimizer is { } optimizer
            ? new OptimizerExtras { ExcludedFromWeightDecay = optimizer.Innermost.ExcludedFromWeightDecay, LearningRateFactor = optimizer.LearningRateFactor }
            : null,
    };

    /// <summary>Restores a model's class names and encodings.</summary>
    public void ApplyTo(Model model)
    {
        RequireValid();
        model.Meaning = new DataMeaning(ClassNames, Read(FeatureEncoding), InputEncodings.Select(Read).ToArray());
    }

    /// <summary>Restores an optimizer's settings.</summary>
    public void ApplyTo(GradientOptimizer optimizer)
    {
        RequireValid();
        if (Optimizer is null)
            return;
        optimizer.LearningRateFactor = Optimizer.LearningRateFactor;
        optimizer.ExcludeFromWeightDecay([.. Optimizer.ExcludedFromWeightDecay]);
    }

    private void RequireValid()
    {
        if (Format != CurrentFormat)
            throw Invalid($"has the format {Format}; this version reads format {CurrentFormat}.");
        if (HasGaps(ClassNames) || (Optimizer is not null && HasGaps(Optimizer.ExcludedFromWeightDecay)) || ClassNames.Any(HasGaps) || InputEncodings is null || InputEncodings.Append(FeatureEncoding).Any(HasGaps))
            throw Invalid("has null where a name belongs.");
    }

    private static Encoding? Describe(FeatureEncoding? encoding) =>
        encoding is null ? null : new Encoding(encoding.Columns.Select(Describe).ToArray(), encoding.Shape, encoding.Scale);

    private static FeatureEncoding? Read(Encoding? encoding) =>
        encoding is null ? null : new FeatureEncoding(encoding.Columns.Select(Read).ToArray(), encoding.Shape, encoding.Scale);

    private static Column Describe(FeatureColumn column) =>
        new(column.Name, column.Category, column.Preprocessing is { } layer ? JsonSerializer.SerializeToElement(ConfigValue.Describe(layer)) : null);

    private static FeatureColumn Read(Column column) => new(
        column.Name,
        column.Category,
        column.Preprocessing is { } layer ? (TextLayer?)ConfigValue.Convert(layer, typeof(TextLayer), "kerasps.json, preprocessing") : null);

    private static bool HasGaps(Encoding? given) =>
        given is not null && (given.Shape is null || HasGaps(given.Columns) || given.Columns.Any(column => column.Name is null || (column.Category is not null && HasGaps(column.Category))));

    private static bool HasGaps<T>(IReadOnlyList<T>? list) => list is null || list.Any(item => item is null);

    private static KerasException Invalid(string problem) => new("InvalidFile", $"kerasps.json {problem}");

    /// <summary>As <see cref="Data.FeatureEncoding"/>.</summary>
    internal sealed record Encoding(IReadOnlyList<Column> Columns, IReadOnlyList<long> Shape, float Scale);

    /// <summary>As <see cref="FeatureColumn"/>.</summary>
    internal sealed record Column(string Name, IReadOnlyList<string>? Category, JsonElement? Preprocessing = null);

    /// <summary>What Keras does not save of an optimizer.</summary>
    internal sealed record OptimizerExtras
    {
        /// <summary>The patterns of the names of variables without weight decay.</summary>
        public IReadOnlyList<string> ExcludedFromWeightDecay { get; init; } = [];

        /// <summary>The factor on the learning rates of the optimizer's schedule.</summary>
        public double LearningRateFactor { get; init; } = 1;
    }
}
