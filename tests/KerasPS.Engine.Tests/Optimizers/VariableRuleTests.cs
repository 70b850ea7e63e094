namespace KerasPS.Tests.Optimizers;

/// <summary>Rules that look at a variable as a whole, beside their formulas written with loops.</summary>
public class VariableRuleTests
{
    private static readonly float[] Kernel = [0.5f, -1, 2, 0.1f, 0.75f, -0.3f];

    /// <summary>Wide and tall matrices, with and without looking ahead.</summary>
    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(3, 2, true)]
    [InlineData(3, 2, false)]
    [InlineData(1, 6, true)]
    public void Muon_steps_along_an_orthogonal_matrix(int rows, int columns, bool nesterov)
    {
        Muon muon = new(0.1, weightDecay: 0.5, muonA: 3, muonB: -4, muonC: 1.5, momentum: 0.8, nsSteps: 3, nesterov: nesterov, rmsRate: 0.3);
        using Stepper stepper = new(muon, Stepper.Variable("dense/kernel", Kernel, [rows, columns]));
        double[] weights = Array.ConvertAll(Kernel, w => (double)w);
        double[] momentum = new double[6];
        for (int t = 1; t <= 4; t++)
        {
            double[] gradients = Enumerable.Range(0, 6).Select(i => Math.Sin((7 * t) + (i * i))).ToArray();
            momentum = momentum.Zip(gradients, (m, g) => (0.8 * m) + g).ToArray();
            double[] direction = nesterov ? momentum.Zip(gradients, (m, g) => g + (0.8 * m)).ToArray() : momentum;
            double[,] step = Orthogonal(direction, rows, columns);
            weights = weights.Select((w, i) => (w * (1 - (0.5 * 0.1))) - (0.1 * 0.3 * Math.Sqrt(Math.Max(rows, columns)) * step[i / columns, i % columns])).ToArray();
            Near(weights, stepper.Step(Array.ConvertAll(gradients, g => (float)g)), $"step {t}");
        }
    }

    /// <summary>With decays and rates of their own: Adam's 0.25 and half of 0.1, Muon's 0.</summary>
    [Fact]
    public void Muon_leaves_some_variables_to_Adam()
    {
        Muon muon = new(0.1, adamBeta1: 0.8, adamBeta2: 0.95, adamWeightDecay: 0.25, epsilon: 0.3, weightDecay: null, excludeLayers: ["^head/"], adamLrRatio: 0.5);
        Variable[] adam =
        [
            Stepper.Variable("dense/bias", Kernel), Stepper.Variable("head/kernel", Kernel, [2, 3]), Stepper.Variable("my_Embedding/table", Kernel, [2, 3]),
            Stepper.Variable("conv/kernel", Kernel, [1, 2, 3]),
        ];
        using Stepper stepper = new(muon, [.. adam, Stepper.Variable("ahead/kernel", Kernel, [2, 3])]);
        Assert.Equal(adam.Select(v => $"{v.Path}/velocity"), stepper.State().Keys.Where(path => path.EndsWith("/velocity", StringComparison.Ordinal)));

        double[] gradients = [1, -2, 0.5, 0.25, 0, 3];
        double[] expected = Kernel.Zip(gradients, (w, g) =>
            (w * (1 - (0.25 * 0.1))) - (0.05 * Math.Sqrt(0.05) / 0.2 * 0.2 * g / (Math.Sqrt(0.05 * g * g) + 0.3))).ToArray();
        float[] own = stepper.Step(Enumerable.Repeat(gradients, 5).SelectMany(g => g).Select(g => (float)g).ToArray());
        for (int i = 0; i < adam.Length; i++)
            Near(expected, own[(6 * i)..((6 * i) + 6)], adam[i].Path);
        Assert.NotEqual(own[..6], own[24..]);
    }

    [Fact]
    public void Muon_can_train_embeddings_too_and_step_as_far_as_the_matrix_says()
    {
        Muon muon = new(0.1, weightDecay: 0, excludeEmbeddings: false, nsSteps: 0, nesterov: false, rmsRate: null);
        using Stepper stepper = new(muon, Stepper.Variable("embedding/table", [0, 0, 0, 0], [2, 2]));
        Near([-0.06, 0, 0, 0.08], stepper.Step(3, 0, 0, -4), "step");
    }

    [Fact]
    public void Muon_s_names_must_be_regular_expressions() =>
        ThrowsError("InvalidValue", () => new Muon(excludeLayers: ["["]), "Muon: exclude_layers must be regular expressions.");

    /// <summary>Of three axes, the last two are rows and columns.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.3)]
    public void Adafactor_factors_the_last_two_axes(double clip)
    {
        float[] kernel = Enumerable.Range(0, 12).Select(i => 0.5f * MathF.Cos(i)).ToArray();
        using Stepper stepper = new(new Adafactor(0.4, -0.5, 0.01, 0.1, clip), Stepper.Variable("kernel", kernel, [2, 2, 3]), Stepper.Variable("bias", [0.01f, 0.02f]));
        double[] weights = Array.ConvertAll(kernel, w => (double)w);
        double[] bias = [0.01f, 0.02f];
        double[] biasSquares = new double[2];
        double[,] rows = new double[2, 2];
        double[,] columns = new double[2, 3];
        for (int t = 1; t <= 9; t++)
        {
            double rate = Math.Min(0.4, 1 / Math.Sqrt(t));
            double share = Math.Pow(t, -0.5);
            double[] g = Enumerable.Range(0, 14).Select(i => Math.Sin((5 * t) + (i * i))).ToArray();
            double[] mean = new double[12];
            for (int block = 0; block < 2; block++)
            {
                for (int row = 0; row < 2; row++)
                    rows[block, row] = ((1 - share) * rows[block, row]) + (share * Enumerable.Range(0, 3).Average(c => Square(block, row, c)));
                for (int column = 0; column < 3; column++)
                    columns[block, column] = ((1 - share) * columns[block, column]) + (share * Enumerable.Range(0, 2).Average(r => Square(block, r, column)));
                for (int i = 0; i < 6; i++)
                    mean[(6 * block) + i] = rows[block, i / 3] / ((rows[block, 0] + rows[block, 1]) / 2) * columns[block, i % 3];
            }

            biasSquares = biasSquares.Select((s, i) => ((1 - share) * s) + (share * ((g[12 + i] * g[12 + i]) + 0.01))).ToArray();
            weights = Stepped(weights, g[..12], mean);
            bias = Stepped(bias, g[12..], biasSquares);
            Near([.. weights, .. bias], stepper.Step(Array.ConvertAll(g, value => (float)value)), $"step {t}");

            double Square(int block, int row, int column) => (g[(6 * block) + (3 * row) + column] * g[(6 * block) + (3 * row) + column]) + 0.01;

            double[] Stepped(double[] w, double[] gradient, double[] squares)
            {
                double[] step = gradient.Zip(squares, (value, square) => value / Math.Sqrt(square)).ToArray();
                double size = Math.Max(0.1, Root(w)) * rate / Math.Max(1, Root(step) / clip);
                return w.Zip(step, (value, s) => value - (size * s)).ToArray();
            }
        }

        static double Root(double[] values) => Math.Sqrt(values.Average(value => value * value));
    }

    /// <summary>Where weights or step are zero, the ratio of their norms is 1.</summary>
    [Fact]
    public void Lamb_steps_in_proportion_to_each_variable()
    {
        using Stepper stepper = new(
            new Lamb(0.05, 0.8, 0.95, 0.3), Stepper.Variable("a", [3, 4]), Stepper.Variable("zero", [0, 0]), Stepper.Variable("still", [1]));
        double[][] weights = [[3, 4], [0, 0], [1]];
        double[][] means = [[0, 0], [0, 0], [0]];
        double[][] squares = [[0, 0], [0, 0], [0]];
        for (int t = 1; t <= 4; t++)
        {
            double[][] gradients = [[Math.Sin(t), 0.5 * t], [1, -0.25], [0]];
            for (int v = 0; v < 3; v++)
            {
                means[v] = means[v].Zip(gradients[v], (m, g) => (0.8 * m) + (0.2 * g)).ToArray();
                squares[v] = squares[v].Zip(gradients[v], (s, g) => (0.95 * s) + (0.05 * g * g)).ToArray();
                double[] step = means[v].Zip(squares[v], (m, s) => m / (1 - Math.Pow(0.8, t)) / (Math.Sqrt(s / (1 - Math.Pow(0.95, t))) + 0.3)).ToArray();
                double ratio = Norm(weights[v]) > 0 && Norm(step) > 0 ? Norm(weights[v]) / Norm(step) : 1;
                weights[v] = weights[v].Zip(step, (w, s) => w - (0.05 * ratio * s)).ToArray();
            }

            float[] own = stepper.Step(gradients.SelectMany(g => g).Select(g => (float)g).ToArray());
            Near(weights.SelectMany(w => w).ToArray(), own, $"step {t}");
        }

        static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
    }

    private static double[,] Orthogonal(double[] values, int rows, int columns)
    {
        double norm = Math.Sqrt(values.Sum(value => value * value)) + 1e-7;
        double[,] x = new double[rows, columns];
        for (int i = 0; i < values.Length; i++)
            x[i / columns, i % columns] = values[i] / norm;
        for (int i = 0; i < 3; i++)
        {
            // The polynomial gives the same whether the square is taken on the left or on the right.
            double[,] square = Product(x, Transposed(x));
            double[,] cubic = Product(square, x);
            double[,] quintic = Product(square, cubic);
            for (int r = 0; r < rows; r++)
            {
                for (int c = 0; c < columns; c++)
                    x[r, c] = (3 * x[r, c]) - (4 * cubic[r, c]) + (1.5 * quintic[r, c]);
            }
        }

        return x;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        double[,] result = new double[a.GetLength(0), b.GetLength(1)];
        for (int r = 0; r < result.GetLength(0); r++)
        {
            for (int c = 0; c < result.GetLength(1); c++)
            {
                for (int i = 0; i < a.GetLength(1); i++)
                    result[r, c] += a[r, i] * b[i, c];
            }
        }

        return result;
    }

    private static double[,] Transposed(double[,] a)
    {
        double[,] result = new double[a.GetLength(1), a.GetLength(0)];
        for (int r = 0; r < result.GetLength(0); r++)
        {
            for (int c = 0; c < result.GetLength(1); c++)
                result[r, c] = a[c, r];
        }

        return result;
    }

    private static void Near(double[] expected, float[] actual, string what) =>
        Goldens.Golden.AssertClose(Array.ConvertAll(expected, value => (float)value), actual, 5e-6, what);
}
