using System.Globalization;
using System.Numerics;
using KerasPS.Configuration;

namespace KerasPS;

/// <summary>Checks of arguments, with errors that name the class, the argument and what is allowed.</summary>
internal static class Require
{
    public static T Positive<T>(T value, string className, string argument)
        where T : INumber<T> => value > T.Zero ? value : throw Refused(className, argument, value, "above 0");

    public static T NotNegative<T>(T value, string className, string argument)
        where T : INumber<T> => value >= T.Zero ? value : throw Refused(className, argument, value, "0 or above");

    public static T NotBelow<T>(T least, T value, string className, string argument)
        where T : INumber<T> => value >= least ? value : throw Refused(className, argument, value, string.Create(CultureInfo.InvariantCulture, $"{least} or above"));

    public static int NotAbove(long most, int value, string className, string argument) => value <= most
        ? value
        : throw Refused(className, argument, value, string.Create(CultureInfo.InvariantCulture, $"at most {most} for this model's outputs"));

    public static double Fraction(double value, string className, string argument) =>
        value is >= 0 and <= 1 ? value : throw Refused(className, argument, value, "from 0 to 1");

    public static double BelowOne(double value, string className, string argument) =>
        value is >= 0 and < 1 ? value : throw Refused(className, argument, value, "from 0 to below 1");

    public static double Within(double above, double value, double below, string className, string argument) => value > above && value < below
        ? value
        : throw Refused(className, argument, value, string.Create(CultureInfo.InvariantCulture, $"above {above} and below {below}"));

    /// <summary>One number from 0 to 1, as a list because Keras's argument is one; the default where none is given.</summary>
    public static double OneFraction(double[]? values, double byDefault, string className, string argument) => values switch
    {
        null => byDefault,
        [double value] => Fraction(value, className, argument),
        _ => throw Refused(
            className, argument, string.Join(", ", values), "one number, because the logs hold one value a metric (make a metric for each)"),
    };

    /// <summary>One number for both axes, or one each.</summary>
    public static long[] Pair(long[] values, string className, string argument)
    {
        if (values.Length is not (1 or 2) || values.Any(v => v <= 0))
            throw Refused(className, argument, string.Join(", ", values), "one number above 0 for both axes, or two");
        return values.Length == 1 ? [values[0], values[0]] : values;
    }

    private static KerasException Refused(string className, string argument, object value, string allowed) => new(
        "InvalidValue",
        KerasErrorKind.InvalidArgument,
        string.Create(CultureInfo.InvariantCulture, $"{className}: {KerasNaming.ToSnakeCase(argument)} must be {allowed}, not {value}."),
        value);
}
