using KerasPS.Charts;

namespace KerasPS.Tests.Charts;

public class ChartAxisTests
{
    [Theory]
    [InlineData(new[] { 0.03, 1.04 }, 6, "0.0 0.2 0.4 0.6 0.8 1.0 1.2")]
    [InlineData(new[] { 0.91, 0.99 }, 5, "0.90 0.92 0.94 0.96 0.98 1.00")]
    [InlineData(new[] { -3.0, 4 }, 4, "-4 -2 0 2 4")]
    [InlineData(new[] { 0.5, 0.5 }, 3, "0.45 0.50 0.55")]
    [InlineData(new[] { 0.0, 0 }, 3, "0.0 0.5 1.0")]
    [InlineData(new[] { 1e-7, 3e-7 }, 3, "1e-7 2e-7 3e-7")]
    [InlineData(new[] { 1e9, 3e9 }, 3, "1e9 2e9 3e9")]
    public void Ticks_are_round_numbers_around_the_values(double[] values, int ticks, string expected)
    {
        ChartAxis axis = ChartAxis.Around(values, ticks);
        Assert.Equal(expected, string.Join(' ', axis.Ticks.Select(axis.Format)));
        Assert.True(axis.Least <= values.Min() && axis.Most >= values.Max());
        Assert.Equal(0, axis.PlaceOf(axis.Least));
        Assert.Equal(1, axis.PlaceOf(axis.Most));
    }

    [Fact]
    public void Powers_of_ten_are_evenly_spaced()
    {
        ChartAxis axis = ChartAxis.Around([1e-5f, 0.02], 5, isLogarithmic: true);
        Assert.Equal("1e-5 1e-4 0.001 0.01 0.1", string.Join(' ', axis.Ticks.Select(axis.Format)));
        Assert.Equal(0.5, axis.PlaceOf(1e-3), 9);
        Assert.InRange(ChartAxis.Around([1e-30, 1e30], 5, isLogarithmic: true).Ticks.Count, 4, 8);
    }

    [Fact]
    public void A_value_of_zero_or_below_has_no_power_of_ten()
    {
        Assert.Equal(0, ChartAxis.Around([0, 2], 3, isLogarithmic: true).Least);
    }

    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(1, 2, "1 2")]
    [InlineData(1, 23, "1 5 10 15 20 23")]
    [InlineData(0, 99, "0 20 40 60 80 99")]
    [InlineData(1, 10000, "1 2000 4000 6000 8000 10000")]
    public void Epochs_are_whole_numbers_from_the_first_to_the_last(double first, double last, string expected)
    {
        ChartAxis axis = ChartAxis.Whole(first, last, 6);
        Assert.Equal(expected, string.Join(' ', axis.Ticks.Select(axis.Format)));
    }

    [Fact]
    public void Numbers_of_any_size_give_places_within_the_axis()
    {
        double[] values = [double.MaxValue, double.MinValue, double.Epsilon, double.NaN, double.PositiveInfinity, 1];
        ChartAxis axis = ChartAxis.Around(values, 5);
        Assert.True(axis.Ticks.Count is > 1 and < 20);
        Assert.All(values.Where(double.IsFinite), value => Assert.InRange(axis.PlaceOf(value), 0, 1));
        Assert.All(new[] { double.Epsilon, 0 }, value => Assert.InRange(ChartAxis.Around([0, double.Epsilon], 5).PlaceOf(value), 0, 1));
    }
}
