using System.Globalization;

namespace KerasPS.Charts;

/// <summary>The axis of a chart: the range that it shows, and where its ticks are.</summary>
internal sealed class ChartAxis
{
    /// <summary>Where numbers are too large for differences of them to be safe.</summary>
    private const double Largest = 1e300;

    private readonly bool isLogarithmic;
    private readonly double step;

    private ChartAxis(double least, double most, double step, bool isLogarithmic, IReadOnlyList<double> ticks)
    {
        Least = least;
        Most = most;
        this.step = step;
        this.isLogarithmic = isLogarithmic;
        Ticks = ticks;
    }

    public double Least { get; }

    public double Most { get; }

    /// <summary>The values at the ticks, rising.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis from one round number to another around all finite values.</summary>
    /// <param name="values">The values; those that are not finite are left out.</param>
    /// <param name="ticks">About how many ticks there should be.</param>
    /// <param name="isLogarithmic">Whether to show powers of ten, where all values are above 0.</param>
    public static ChartAxis Around(IEnumerable<double> values, int ticks, bool isLogarithmic = false)
    {
        double[] finite = values.Where(double.IsFinite).Select(value => Math.Clamp(value, -Largest, Largest)).DefaultIfEmpty(0).ToArray();
        (double least, double most) = (finite.Min(), finite.Max());
        if (isLogarithmic && least > 0)
            return Logarithmic(least, most);
        if (least == most)
            (least, most) = least == 0 ? (0, 1) : (least - (Math.Abs(least) * 0.1), most + (Math.Abs(most) * 0.1));
        double step = RoundStep((most - least) / Math.Max(1, ticks - 1));
        return new ChartAxis(Math.Floor(least / step) * step, Math.Ceiling(most / step) * step, step, false, TicksOf(Math.Floor(least / step), Math.Ceiling(most / step), step));
    }

    /// <summary>An axis of exactly the values' range, with ticks at integers within it: that of the epochs.</summary>
    public static ChartAxis Whole(double first, double last, int ticks)
    {
        double step = Math.Max(1, RoundStep((last - first) / Math.Max(1, ticks - 1)));
        double[] inner = TicksOf(Math.Ceiling(first / step), Math.Floor(last / step), step)
            .Where(tick => tick - first > step / 2 && last - tick > step / 2).ToArray();
        double[] ends = first == last ? [first] : [first, last];
        return new ChartAxis(first, last, step, false, ends.Take(1).Concat(inner).Concat(ends.Skip(1)).ToArray());
    }

    /// <summary>Where a value lies: 0 at the least, 1 at the most.</summary>
    public double PlaceOf(double value)
    {
        if (Most == Least)
            return 0.5;
        return isLogarithmic
            ? (Math.Log10(value) - Math.Log10(Least)) / (Math.Log10(Most) - Math.Log10(Least))
            : (Math.Clamp(value, -Largest, Largest) - Least) / (Most - Least);
    }

    /// <summary>The text of a tick, with as many decimals as the ticks differ in.</summary>
    public string Format(double value)
    {
        if (isLogarithmic || Math.Abs(value) >= 1e6 || Math.Max(Math.Abs(Least), Math.Abs(Most)) < 1e-3)
            return ShortNumber(value);
        int decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 10);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>A short number, such as <c>0.0841</c> or <c>1e-5</c>; invariant.</summary>
    public static string ShortNumber(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        double size = Math.Abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e6))
            return value.ToString("0.###e+0", CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal);
        return value.ToString(size >= 100 ? "0.##" : "0.####", CultureInfo.InvariantCulture);
    }

    private static ChartAxis Logarithmic(double least, double most)
    {
        int from = (int)Math.Floor(Math.Log10(least) + 1e-6);
        int to = Math.Max(from + 1, (int)Math.Ceiling(Math.Log10(most) - 1e-6));
        int every = Math.Max(1, (to - from + 5) / 6);
        double[] ticks = Enumerable.Range(from, to - from + 1).Where(power => (power - from) % every == 0).Select(power => Math.Pow(10, power)).ToArray();
        return new ChartAxis(Math.Pow(10, from), Math.Pow(10, to), 1, true, ticks);
    }

    /// <summary>Of 1, 2 and 5 times a power of ten the first that is not much smaller.</summary>
    private static double RoundStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(step, 1e-300))));
        return new[] { 1, 2, 5, 10.0 }.First(factor => factor * power >= step * 0.75) * power;
    }

    private static double[] TicksOf(double from, double to, double step) =>
        Enumerable.Range(0, (int)(to - from) + 1).Select(i => (from + i) * step).ToArray();
}
