using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;
using KerasPS.Regularizers;
using KerasPS.Schedules;
using KerasPS.Text;

namespace KerasPS.Generator;

/// <summary>Which classes of the engine get a generated cmdlet, and what it is called.</summary>
internal static class EngineClasses
{
    private const string Model = "(New-SequentialModel (New-DenseLayer 1) -InputShape 8)";

    private static readonly ClassFamily[] Families =
    [
        new(typeof(Layer), "Layer", "New-SequentialModel", "New-FunctionalModel", "Get-ModelSummary"),
        new(typeof(TextLayer), "Layer", "ConvertTo-Dataset", "Import-Dataset"),
        new(typeof(Optimizer), "Optimizer", "Initialize-Model", "Invoke-ModelFit")
        {
            Use = new($"Initialize-Model {Model} -Optimizer ({{0}}) -Loss mse", "A model that will be trained with it."),
        },
        new(typeof(Loss), "Loss", "Initialize-Model", "Invoke-ModelFit")
        {
            Use = new($"Initialize-Model {Model} -Loss ({{0}})", "A model whose training lowers it."),
        },
        new(typeof(Metric), "Metric", "Initialize-Model", "Invoke-ModelFit", "Invoke-ModelEvaluate")
        {
            Use = new($"Initialize-Model {Model} -Loss mse -Metric ({{0}})", "A model whose training and evaluation report it."),
        },
        new(typeof(Initializer), "Initializer", "New-DenseLayer")
        {
            Use = new("New-DenseLayer 8 -KernelInitializer ({0})", "A layer whose kernel is initialized with it."),
        },
        new(typeof(Regularizer), "Regularizer", "New-DenseLayer")
        {
            Use = new("New-DenseLayer 8 -KernelRegularizer ({0})", "A layer whose kernel adds its penalty to the loss."),
        },
        new(typeof(Constraint), "Constraint", "New-DenseLayer")
        {
            Use = new("New-DenseLayer 8 -KernelConstraint ({0})", "A layer whose kernel is constrained by it after each training step."),
        },
        new(typeof(LearningRateSchedule), "Schedule", "New-SGDOptimizer", "New-AdamOptimizer")
        {
            Use = new("New-SGDOptimizer -LearningRate ({0})", "An optimizer whose learning rate follows it."),
        },
        new(typeof(Callback), "", "Invoke-ModelFit")
        {
            Use = new(
                """
                $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
                $flowers = Get-SampleDataset Iris
                Invoke-ModelFit $model $flowers -Loss sparse_categorical_crossentropy -ValidationSplit 0.2 -Epoch 3 -Callback ({0})
                """,
                "A training that it takes part in."),
        },
    ];

    public static IReadOnlyList<CmdletSource> All { get; } =
    [
        .. from family in Families
           from type in KerasRegistry.ClassesOf(family.Base)
           where !TakesCode(type) && type != typeof(History)
           select new CmdletSource(type, NounOf(type.Name, family.Suffix)),
    ];

    public static ClassFamily FamilyOf(Type type) => Families.Single(family => type.IsSubclassOf(family.Base));

    private static string NounOf(string className, string suffix) =>
        className.EndsWith(suffix, StringComparison.Ordinal) ? className : className + suffix;

    /// <summary>Classes that take functions have cmdlets written by hand, which wrap scriptblocks.</summary>
    private static bool TakesCode(Type type) =>
        type.GetProperties().Any(property => typeof(Delegate).IsAssignableFrom(property.PropertyType));
}
