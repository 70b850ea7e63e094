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

    public static T NotPositive<T>(T value, string className, string argument)
        where T : INumber<T> => value <= T.Zero ? value : throw Refused(className, argument, value, "0 or below");

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
            className, argument, string.Join(", ", values), "one number, because the logs hold one value per metric (make a metric for each)"),
    };

    /// <summary>
    /// The range that random numbers are drawn from, lower limit first: two numbers are that range, one number reaches as far to both
    /// sides of 0 as the limits let it.
    /// </summary>
    public static double[] Factor(double[] values, double least, double most, string className, string argument) => values switch
    {
        [double reach] when reach >= least && reach <= most => [Math.Max(0 - Math.Abs(reach), least), Math.Abs(reach)],
        [double a, double b] when Math.Min(a, b) >= least && Math.Max(a, b) <= most => [Math.Min(a, b), Math.Max(a, b)],
        _ => throw Refused(
            className, argument, string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture))),
            string.Create(CultureInfo.InvariantCulture, $"one number from {least} to {most}, or two of them")),
    };

    /// <summary>Two numbers, the lower one first.</summary>
    public static double[] ValueRange(double[] values, string className, string argument) => values is [double low, double high] && low < high
        ? values
        : throw Refused(
            className, argument, string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture))), "two numbers, the lower one first");

    /// <summary>One number for all axes, or one each.</summary>
    public static long[] PerAxis(long[] values, int axes, string className, string argument, long least = 1)
    {
        if ((values.Length != 1 && values.Length != axes) || values.Any(value => value < least))
        {
            string range = string.Create(CultureInfo.InvariantCulture, $"one number of {least} or above");
            throw Refused(className, argument, string.Join(", ", values), axes == 1 ? range : $"{range} for all axes, or {axes} of them");
        }

        return values.Length == axes ? values : Enumerable.Repeat(values[0], axes).ToArray();
    }

    /// <summary>One number for all borders, one for those of each axis, or a pair (before, after) for each axis; all pairs are returned.</summary>
    public static long[][] Borders(long[][] values, int axes, string className, string argument)
    {
        bool isOneForAll = values is [[_]];
        if ((!isOneForAll && values.Length != axes) || values.Any(pair => pair.Length is not (1 or 2) || pair.Any(n => n < 0)))
        {
            string given = string.Join(", ", values.Select(pair => pair.Length == 1 ? $"{pair[0]}" : $"({string.Join(", ", pair)})"));
            string each = axes == 1 ? "or a pair (before, after)" : $"one for each of the {axes} axes, or {axes} pairs (before, after)";
            throw Refused(className, argument, given, $"one number of 0 or above, {each}");
        }

        return Enumerable.Range(0, axes).Select(axis => values[isOneForAll ? 0 : axis]).Select(pair => new[] { pair[0], pair[^1] }).ToArray();
    }

    /// <summary>Strides or dilation: as Keras's, convolutions have one of them.</summary>
    public static void StridesOrDilation(long[] strides, long[] dilationRate, string className)
    {
        if (strides.Any(stride => stride > 1) && dilationRate.Any(rate => rate > 1))
        {
            throw KerasException.InvalidValue(
                className, $"strides ({string.Join(", ", strides)}) and dilation_rate ({string.Join(", ", dilationRate)}) are both above 1; only one of them may be.");
        }
    }

    /// <summary>Numbers each of which is greater than the one before.</summary>
    public static long[] Ascending(long[] values, string className, string argument) =>
        values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second) ? values : throw Refused(className, argument, string.Join(", ", values), "in ascending order");

    private static KerasException Refused(string className, string argument, object value, string allowed) => new(
        "InvalidValue", string.Create(CultureInfo.InvariantCulture, $"{className}: {KerasNaming.ToSnakeCase(argument)} must be {allowed}, not {value}."), value);
}
