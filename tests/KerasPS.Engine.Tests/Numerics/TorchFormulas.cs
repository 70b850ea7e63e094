namespace KerasPS.Tests.Numerics;

/// <summary>What torch's larger functions compute, as loops over numbers.</summary>
internal static class TorchFormulas
{
    /// <summary>2/√π times the sum of (-1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)).</summary>
    public static double Erf(double x)
    {
        double power = x, sum = x;
        for (int n = 1; n < 200; n++)
        {
            power *= -x * x / n;
            sum += power / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>Newton's method on <see cref="Erf"/>.</summary>
    public static double InverseErf(double y)
    {
        double x = 0;
        for (int i = 0; i < 100; i++)
            x -= (Erf(x) - y) * Math.Sqrt(Math.PI) / 2 * Math.Exp(x * x);
        return x;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static NumberArray Product(NumberArray a, NumberArray b) =>
        NumberArray.Of([a.Shape[0], b.Shape[1]], at => Enumerable.Range(0, (int)a.Shape[1]).Sum(k => a[at[0], k] * b[k, at[1]]));

    public static NumberArray Softmax(NumberArray x, int axis) =>
        x.Map(Math.Exp).With(x.Fold(all => all.Sum(Math.Exp), [axis], keepdim: true), (power, sum) => power / sum);

    /// <summary>A cross-correlation of images (batch, channels, sizes) with kernels (filters, channels of a group, sizes).</summary>
    public static NumberArray Convolve(NumberArray x, NumberArray kernel, NumberArray bias, long[] strides, long[] padding, long[] dilation, long groups)
    {
        long[] sizes = kernel.Shape[2..];
        long[] outputs = sizes.Select((size, axis) => ((x.Shape[axis + 2] + (2 * padding[axis]) - (dilation[axis] * (size - 1)) - 1) / strides[axis]) + 1).ToArray();
        long filtersOfGroup = kernel.Shape[0] / groups;
        return NumberArray.Of([x.Shape[0], kernel.Shape[0], .. outputs], at => bias[at[1]] + NumberArray.Indices(kernel.Shape[1..]).Sum(tap =>
        {
            long[] place = sizes.Select((_, axis) => (at[axis + 2] * strides[axis]) + (tap[axis + 1] * dilation[axis]) - padding[axis]).ToArray();
            bool isInside = place.Select((i, axis) => i >= 0 && i < x.Shape[axis + 2]).All(inside => inside);
            return isInside ? x[[at[0], (at[1] / filtersOfGroup * kernel.Shape[1]) + tap[0], .. place]] * kernel[[at[1], .. tap]] : 0;
        }));
    }

    /// <summary>What has <see cref="Convolve"/> as its gradient: each number of the image, times the kernel, is added where it lies; kernels are (channels, filters, sizes).</summary>
    public static NumberArray ConvolveTransposed(NumberArray x, NumberArray kernel, NumberArray bias, long[] strides, long[] padding, long[] beyond, long[] dilation)
    {
        long[] sizes = kernel.Shape[2..];
        long[] outputs = sizes.Select((size, axis) => ((x.Shape[axis + 2] - 1) * strides[axis]) - (2 * padding[axis]) + (dilation[axis] * (size - 1)) + beyond[axis] + 1).ToArray();
        NumberArray result = NumberArray.Of([x.Shape[0], kernel.Shape[1], .. outputs], at => bias[at[1]]);
        long[] steps = outputs.Select((_, axis) => outputs[(axis + 1)..].Aggregate(1L, (a, b) => a * b)).ToArray();
        foreach (long[] from in NumberArray.Indices(x.Shape))
        {
            foreach (long[] tap in NumberArray.Indices(kernel.Shape[1..]))
            {
                long[] place = sizes.Select((_, axis) => (from[axis + 2] * strides[axis]) + (tap[axis + 1] * dilation[axis]) - padding[axis]).ToArray();
                if (place.Select((i, axis) => i >= 0 && i < outputs[axis]).All(inside => inside))
                    result.Values[(((from[0] * kernel.Shape[1]) + tap[0]) * outputs.Aggregate((a, b) => a * b)) + place.Zip(steps, (i, step) => i * step).Sum()] += x[from] * kernel[[from[1], .. tap]];
            }
        }

        return result;
    }

    /// <summary>The numbers of each window of (batch, channels, sizes), without added ones.</summary>
    public static NumberArray Pool(NumberArray x, Func<double[], double> fold, long[] size, long[] strides, long[] padding) => Pool(
        x,
        fold,
        size.Select((n, axis) => ((x.Shape[axis + 2] + (2 * padding[axis]) - n) / strides[axis]) + 1).ToArray(),
        (axis, i) => ((i * strides[axis]) - padding[axis], (i * strides[axis]) - padding[axis] + size[axis]));

    /// <summary>The numbers of parts as equal as can be.</summary>
    public static NumberArray AdaptivePool(NumberArray x, Func<double[], double> fold, long[] outputs) =>
        Pool(x, fold, outputs, (axis, i) => (i * x.Shape[axis + 2] / outputs[axis], (((i + 1) * x.Shape[axis + 2]) + outputs[axis] - 1) / outputs[axis]));

    /// <summary>Images (batch, channels, height, width) in another size, the centres of pixels at halves.</summary>
    public static NumberArray Resize(NumberArray x, long height, long width, bool cubic, bool antialias)
    {
        double[,] rows = ResizeWeights(x.Shape[2], height, cubic, antialias);
        double[,] columns = ResizeWeights(x.Shape[3], width, cubic, antialias);
        return NumberArray.Of(
            [x.Shape[0], x.Shape[1], height, width],
            at => NumberArray.Indices(x.Shape[2..]).Sum(from => rows[at[2], from[0]] * columns[at[3], from[1]] * x[at[0], at[1], from[0], from[1]]));
    }

    /// <summary>-log of the sum of the probabilities of all paths that say the labels: (time, batch, classes), and labels with their number; class 0 is the blank.</summary>
    public static NumberArray Ctc(NumberArray logProbabilities, long[][] labels)
    {
        (long times, long classes) = (logProbabilities.Shape[0], logProbabilities.Shape[2]);
        return NumberArray.Of([labels.Length], at => -Math.Log(NumberArray.Indices(Enumerable.Repeat(classes, (int)times))
            .Where(path => path.Where((label, time) => label != 0 && (time == 0 || path[time - 1] != label)).SequenceEqual(labels[at[0]]))
            .Sum(path => Math.Exp(path.Select((label, time) => logProbabilities[time, at[0], label]).Sum()))));
    }

    /// <summary>softmax(q kᵀ / √size) v for (batch, heads, time, size); where it is causal, each time sees what was before and itself.</summary>
    public static NumberArray Attend(NumberArray q, NumberArray k, NumberArray v, bool isCausal) => NumberArray.Of([.. q.Shape[..3], v.Shape[3]], at =>
    {
        int seen = isCausal ? (int)at[2] + 1 : (int)k.Shape[2];
        double[] powers = Enumerable.Range(0, seen)
            .Select(t => Math.Exp(Enumerable.Range(0, (int)q.Shape[3]).Sum(i => q[at[0], at[1], at[2], i] * k[at[0], at[1], t, i]) / Math.Sqrt(q.Shape[3]))).ToArray();
        return powers.Select((power, t) => power / powers.Sum() * v[at[0], at[1], t, at[3]]).Sum();
    });

    /// <summary>(x - mean) / √(variance + ε) · scale + shift along an axis that scale and shift have.</summary>
    public static NumberArray Normalize(NumberArray x, NumberArray mean, NumberArray variance, double epsilon, NumberArray scale, NumberArray shift) =>
        x.With(mean, (value, m) => value - m).With(variance, (value, v) => value / Math.Sqrt(v + epsilon)).With(scale, (value, s) => value * s).With(shift, (value, s) => value + s);

    public static double Variance(double[] all) => all.Average(value => Math.Pow(value - all.Average(), 2));

    /// <summary>The columns of a matrix, each without what the ones before have of it, as unit vectors.</summary>
    public static NumberArray GramSchmidt(NumberArray a)
    {
        List<double[]> found = [];
        for (long column = 0; column < a.Shape[1]; column++)
        {
            double[] vector = Enumerable.Range(0, (int)a.Shape[0]).Select(row => a[row, column]).ToArray();
            foreach (double[] other in found)
            {
                double part = vector.Zip(other, (x, y) => x * y).Sum();
                vector = vector.Zip(other, (x, y) => x - (part * y)).ToArray();
            }

            double norm = Math.Sqrt(vector.Sum(x => x * x));
            found.Add(Array.ConvertAll(vector, x => x / norm));
        }

        return NumberArray.Of(a.Shape, at => found[(int)at[1]][at[0]]);
    }

    private static NumberArray Pool(NumberArray x, Func<double[], double> fold, long[] outputs, Func<int, long, (long From, long To)> window) =>
        NumberArray.Of([.. x.Shape[..2], .. outputs], at =>
        {
            (long From, long To)[] windows = outputs.Select((_, axis) => window(axis, at[axis + 2])).Select((w, axis) => (Math.Max(w.From, 0), Math.Min(w.To, x.Shape[axis + 2]))).ToArray();
            return fold(NumberArray.Indices(windows.Select(w => w.To - w.From)).Select(within => x[[at[0], at[1], .. within.Select((i, axis) => i + windows[axis].From)]]).ToArray());
        });

    /// <summary>How much of each number goes into each number of another size.</summary>
    private static double[,] ResizeWeights(long from, long to, bool cubic, bool antialias)
    {
        double[,] weights = new double[to, from];
        double scale = (double)from / to;
        double widened = antialias ? Math.Max(scale, 1) : 1;
        for (long i = 0; i < to; i++)
        {
            double centre = (scale * (i + 0.5)) - 0.5;
            long reach = (long)Math.Ceiling((cubic ? 2 : 1) * widened) + 1;
            double[] parts = new double[from];
            for (long j = (long)Math.Floor(centre) - reach; j <= (long)centre + reach; j++)
            {
                double part = Kernel((j - centre) / widened);
                if (!antialias || (j >= 0 && j < from))
                    parts[Math.Clamp(j, 0, from - 1)] += part;
            }

            for (long j = 0; j < from; j++)
                weights[i, j] = parts[j] / parts.Sum();
        }

        return weights;

        double Kernel(double x)
        {
            x = Math.Abs(x);
            if (!cubic)
                return Math.Max(0, 1 - x);
            double a = antialias ? -0.5 : -0.75;
            return x <= 1 ? ((a + 2) * x * x * x) - ((a + 3) * x * x) + 1 : x < 2 ? (a * x * x * x) - (5 * a * x * x) + (8 * a * x) - (4 * a) : 0;
        }
    }
}
