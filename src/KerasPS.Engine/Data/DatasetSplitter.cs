using System.Globalization;

namespace KerasPS.Data;

/// <summary>Splits a dataset into parts: training, validation, test.</summary>
public static class DatasetSplitter
{
    private const double SumTolerance = 1e-6;
    private const double RoundingAllowance = 1e-6;

    /// <summary>
    /// Splits a dataset. The parts have every sample once; their sizes are the fractions of the count, rounded by the largest remainder.
    /// </summary>
    /// <param name="dataset">What to split.</param>
    /// <param name="fractions">One, e.g. 0.8, for a part of that size and the rest; or several that sum to 1, e.g. 0.7, 0.15, 0.15.</param>
    /// <param name="seed">Decides the order; the same seed gives the same parts on every machine. Null: another each time.</param>
    /// <param name="stratified">Whether every class (label) has the same proportions in all parts: its number in a part is rounded up or down.</param>
    /// <param name="shuffle">Whether samples are shuffled first (default); else parts are taken in order, each keeping the order of its samples.</param>
    /// <exception cref="KerasException">
    /// <c>InvalidFraction</c>: not between 0 and 1, or not summing to 1; <c>EmptyPart</c>: too few samples for a part; <c>LabelsAreNotClasses</c>: nothing to stratify by.
    /// </exception>
    public static IReadOnlyList<Dataset> Split(
        Dataset dataset,
        IReadOnlyList<double> fractions,
        long? seed = null,
        bool stratified = false,
        bool shuffle = true)
    {
        double[] shares = Complete(fractions);
        int[] classes = stratified ? LabelClasses.Of(dataset) : new int[dataset.Count];
        int[][] sizes = StratifiedSizes(classes, shares);
        RequireNoEmptyPart(dataset.Count, shares, sizes);
        SplitMix64 random = new(unchecked((ulong)(seed ?? Random.Shared.NextInt64())));
        int[] order = shuffle ? random.Permutation(dataset.Count) : Enumerable.Range(0, dataset.Count).ToArray();
        return Distribute(order, classes, sizes, shares.Length).Select(part => dataset.Select(part)).ToArray();
    }

    private static double[] Complete(IReadOnlyList<double> fractions)
    {
        double[] shares = fractions.Count == 1 ? [fractions[0], 1 - fractions[0]] : [.. fractions];
        double sum = shares.Sum();
        if (shares.Length > 1 && shares.All(share => share is > 0 and < 1) && Math.Abs(sum - 1) <= SumTolerance)
            return Array.ConvertAll(shares, share => share / sum);
        string given = string.Join(", ", fractions.Select(fraction => fraction.ToString(CultureInfo.InvariantCulture)));
        throw new KerasException(
            "InvalidFraction",
            $"The fractions are {(given.Length == 0 ? "none" : given)}; give one between 0 and 1, such as 0.8 (the rest is the second part), or several that sum to 1, such as 0.7, 0.15, 0.15.",
            fractions);
    }

    /// <summary>
    /// How many samples of each class go to each part: each number rounded down, and what is left of the class, less than one per part, to the
    /// parts that are furthest behind their fraction of this and all classes before. So small classes do not all favour the same part.
    /// </summary>
    private static int[][] StratifiedSizes(int[] classes, double[] shares)
    {
        double[] behind = new double[shares.Length];
        return Count(classes).Select(count => DivideClass(count, shares, behind)).ToArray();
    }

    private static int[] DivideClass(int count, double[] shares, double[] behind)
    {
        int[] sizes = new int[shares.Length];
        for (int part = 0; part < shares.Length; part++)
        {
            // Without the allowance 0.58 * 50, which a double makes 28.999999999999996, would be rounded down to 28.
            sizes[part] = (int)Math.Floor((count * shares[part]) + RoundingAllowance);
            behind[part] += (count * shares[part]) - sizes[part];
        }

        int left = count - sizes.Sum();
        int[] furthestBehind = Enumerable.Range(0, shares.Length).OrderByDescending(part => Math.Round(behind[part], 6)).Take(left).ToArray();
        foreach (int part in furthestBehind)
        {
            sizes[part]++;
            behind[part]--;
        }

        return sizes;
    }

    private static int[] Count(int[] classes)
    {
        int[] counts = new int[classes.DefaultIfEmpty(-1).Max() + 1];
        foreach (int c in classes)
            counts[c]++;
        return counts;
    }

    private static void RequireNoEmptyPart(int count, double[] shares, int[][] sizes)
    {
        for (int part = 0; part < shares.Length; part++)
        {
            if (sizes.Sum(ofClass => ofClass[part]) > 0)
                continue;
            string share = shares[part].ToString("0.######", CultureInfo.InvariantCulture);
            throw new KerasException(
                "EmptyPart", $"Part {part + 1} would be empty: a fraction of {share} of {count} samples is none. Give it a larger fraction, or more samples.", shares[part]);
        }
    }

    /// <summary>Gives each sample, in order, to the first part that still takes its class.</summary>
    private static List<int>[] Distribute(int[] order, int[] classes, int[][] sizes, int parts)
    {
        List<int>[] dealt = Enumerable.Range(0, parts).Select(_ => new List<int>()).ToArray();
        int[] current = new int[sizes.Length];
        foreach (int sample in order)
        {
            int c = classes[sample];
            while (sizes[c][current[c]] == 0)
                current[c]++;
            sizes[c][current[c]]--;
            dealt[current[c]].Add(sample);
        }

        return dealt;
    }
}
