using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;
using KerasPS.Regularizers;
using KerasPS.Schedules;

namespace KerasPS.Generator;

/// <summary>Which classes of the engine get a generated cmdlet, and what it is called.</summary>
internal static class EngineClasses
{
    private static readonly (Type Family, string Suffix)[] Families =
    [
        (typeof(Layer), "Layer"),
        (typeof(Optimizer), "Optimizer"),
        (typeof(Loss), "Loss"),
        (typeof(Metric), "Metric"),
        (typeof(Initializer), "Initializer"),
        (typeof(Regularizer), "Regularizer"),
        (typeof(Constraint), "Constraint"),
        (typeof(LearningRateSchedule), "Schedule"),
        (typeof(Callback), ""),
    ];

    public static IEnumerable<CmdletSource> All() =>
        from family in Families
        from type in KerasRegistry.ClassesOf(family.Family)
        where !TakesCode(type) && type != typeof(History)
        select new CmdletSource(type, NounOf(type.Name, family.Suffix));

    private static string NounOf(string className, string suffix) =>
        className.EndsWith(suffix, StringComparison.Ordinal) ? className : className + suffix;

    /// <summary>Classes that take functions have cmdlets written by hand, which wrap scriptblocks.</summary>
    private static bool TakesCode(Type type) =>
        type.GetProperties().Any(property => typeof(Delegate).IsAssignableFrom(property.PropertyType));
}
