namespace KerasPS.Tests.Layers;

public class SpectralNormalizationTests : TensorTest
{
    private static readonly float[] Kernel = [1, -2, 0.5f, 3, 0.25f, -1];

    internal static LayerCase[] LayerCases =>
    [
        new(() => new SpectralNormalization(new Dense(3)), [4, 2], Training: false),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Training_divides_the_kernel_by_the_estimate_and_keeps_u(int iterations)
    {
        SpectralNormalization layer = Built(new Dense(2), iterations);
        Tensor input = Sample([4, 3]);
        double[,] w = new double[3, 2];
        for (int i = 0; i < 6; i++)
            w[i / 2, i % 2] = Kernel[i];
        double[] u = [0.6, 0.8];
        layer.Variables[0].Assign([0.6f, 0.8f]);
        for (int step = 0; step < 3; step++)
        {
            double[] v = [];
            for (int i = 0; i < iterations; i++)
            {
                v = Unit([.. Enumerable.Range(0, 3).Select(r => (u[0] * w[r, 0]) + (u[1] * w[r, 1]))]);
                u = Unit([.. Enumerable.Range(0, 2).Select(c => Enumerable.Range(0, 3).Sum(r => v[r] * w[r, c]))]);
            }

            double sigma = Enumerable.Range(0, 6).Sum(i => v[i / 2] * w[i / 2, i % 2] * u[i % 2]);
            for (int i = 0; i < 6; i++)
                w[i / 2, i % 2] /= sigma;
            float[] output = Call(layer, input, training: true).Values();
            float[] kernel = w.Cast<double>().Select(value => (float)value).ToArray();
            Golden.AssertClose(u.Select(value => (float)value).ToArray(), layer.Variables[0].ToArray(), 1e-5, "u");
            Golden.AssertClose(kernel, layer.Variables[1].ToArray(), 1e-5, "kernel");
            Golden.AssertClose(input.matmul(tensor(kernel, [3, 2])).Values(), output, 1e-5, "output");
        }
    }

    [Fact]
    public void Evaluation_and_a_kernel_of_zeros_change_nothing()
    {
        SpectralNormalization layer = Built(new Dense(2), 1);
        float[] u = layer.Variables[0].ToArray();
        Call(layer, Sample([4, 3]));
        Assert.Equal((Kernel, u), (layer.Variables[1].ToArray(), layer.Variables[0].ToArray()), (a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2));
        layer.Variables[1].Assign(new float[6]);
        Call(layer, Sample([4, 3]), training: true);
        Assert.Equal(new float[6], layer.Variables[1].ToArray());
        Assert.Equal(u, layer.Variables[0].ToArray());
    }

    [Fact]
    public void Kernels_of_convolutions_count_as_matrices_and_train()
    {
        SpectralNormalization layer = new(new Conv2D(3, [2]), powerIterations: 50) { Name = "the_layer" };
        Call(layer, Sample([2, 4, 4, 2]), training: true);
        // The largest singular value is then 1: no direction grows.
        Tensor weights = layer.Variables[1].Value.reshape(-1, 3);
        Tensor x = ones([3, 1]);
        for (int i = 0; i < 200; i++)
        {
            x = weights.t().matmul(weights).matmul(x);
            x = x / x.square().sum().sqrt();
        }

        Assert.Equal(1, weights.matmul(x).square().sum().sqrt().item<float>(), 1e-4f);
        Assert.Equal(["the_layer/vector_u", "the_layer/conv2d/kernel", "the_layer/conv2d/bias"], layer.Variables.Select(v => v.Path));
        Assert.Equal(2, layer.TrainedVariables.Count);
    }

    [Fact]
    public void A_layer_without_a_kernel_is_refused()
    {
        using Generator generator = new(0);
        ThrowsError("InvalidValue", () => new SpectralNormalization(new Flatten()).Build([3], generator), "SpectralNormalization", "'flatten'", "kernel");
        ThrowsError("InvalidValue", () => new SpectralNormalization(new Dense(1), 0), "power_iterations must be above 0");
    }

    private static SpectralNormalization Built(Dense dense, int iterations)
    {
        SpectralNormalization layer = new(dense, iterations);
        Call(layer, Sample([4, 3]));
        layer.Variables[1].Assign(Kernel);
        return layer;
    }

    private static double[] Unit(double[] vector)
    {
        double norm = Math.Sqrt(vector.Sum(value => value * value));
        return vector.Select(value => value / norm).ToArray();
    }
}
