namespace KerasPS.Layers;

/// <summary>
/// Values and how many values each stands for, from which quantiles are estimated as Keras's <c>Discretization</c> does it, in single precision
/// where it is.
/// </summary>
/// <param name="Values">The values, ascending.</param>
/// <param name="Weights">What each stands for.</param>
internal sealed record QuantileSummary(float[] Values, float[] Weights)
{
    /// <summary>The summary of a dataset's values.</summary>
    /// <param name="data">All values, in any order.</param>
    /// <param name="epsilon">The share of the values that one stands for at most.</param>
    public static QuantileSummary Of(float[] data, double epsilon)
    {
        float[] sorted = [.. data.Order()];
        double step = Math.Max(sorted.Length / (1 / epsilon), 1);
        float[] values = sorted.Where((_, i) => i >= (int)(step - 1) && (i - (int)(step - 1)) % (int)step == 0).ToArray();
        return new QuantileSummary(values, Array.ConvertAll(values, _ => (float)step)).Compressed(epsilon);
    }

    /// <summary>The boundaries of a number of bins with about as many values each; fewer where there are fewer values.</summary>
    public double[] Boundaries(int bins) => Compressed(1.0 / bins).Values.SkipLast(1).Select(value => (double)value).ToArray();

    private QuantileSummary Compressed(double epsilon)
    {
        if (Values.Length * epsilon < 1)
            return this;
        float[] sums = new float[Weights.Length];
        float sum = 0;
        for (int i = 0; i < sums.Length; i++)
            sums[i] = sum += Weights[i];
        float[] shares = Array.ConvertAll(sums, part => part / sum);
        double[] wanted = Enumerable.Range(0, (int)Math.Ceiling(1 / epsilon)).Select(i => epsilon + (i * epsilon)).ToArray();
        double[] cumulative = Array.ConvertAll(wanted, share => Interpolate(share, shares, sums));
        return new QuantileSummary(
            Array.ConvertAll(wanted, share => (float)Interpolate(share, shares, Values)),
            cumulative.Select((part, i) => (float)(part - (i == 0 ? 0 : cumulative[i - 1]))).ToArray());
    }

    /// <summary>Linear interpolation between known values; beyond them the first or last.</summary>
    private static double Interpolate(double at, float[] places, float[] values)
    {
        if (at <= places[0])
            return values[0];
        int next = Array.FindIndex(places, place => place > at);
        if (next < 0)
            return values[^1];
        double slope = ((double)values[next] - values[next - 1]) / ((double)places[next] - places[next - 1]);
        return (slope * (at - places[next - 1])) + values[next - 1];
    }
}
