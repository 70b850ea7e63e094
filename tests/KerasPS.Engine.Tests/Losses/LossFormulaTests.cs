using KerasPS.Losses;

namespace KerasPS.Tests.Losses;

/// <summary>What the golden cases leave open, against formulas written down with loops or by hand.</summary>
public class LossFormulaTests : TensorTest
{
    private static readonly double[] Probabilities = [0.2, 0.5, 0.3, 0.6, 0.3, 0.1];

    internal static LossCase[] LossCases =>
    [
        new(r => new BinaryCrossentropy(reduction: r)),
        new(r => new BinaryCrossentropy(fromLogits: true, labelSmoothing: 0.1, reduction: r), "of logits"),
        new(r => new BinaryFocalCrossentropy(reduction: r)),
        new(r => new BinaryFocalCrossentropy(true, 0.3, 1.5, true, 0.1, reduction: r), "of logits"),
        new(r => new CategoricalCrossentropy(labelSmoothing: 0.1, reduction: r)),
        new(r => new CategoricalCrossentropy(fromLogits: true, reduction: r), "of logits"),
        new(r => new CategoricalCrossentropy(axis: 0, reduction: r), "over the batch") { WeightCount = 3 },
        new(r => new CategoricalFocalCrossentropy(reduction: r)),
        new(r => new CategoricalFocalCrossentropy([0.2, 0.3, 0.5], 1.5, true, 0.1, reduction: r), "of logits"),
        new(r => new CategoricalGeneralizedCrossEntropy(0.3, r)) { Labels = [0, 2, 1, 2] },
        new(r => new CategoricalHinge(r)),
        new(r => new Circle(gamma: 2, reduction: r)) { Labels = [0, 2, 1, 2] },
        new(r => new Circle(gamma: 2, margin: 0.25, removeDiagonal: false, reduction: r), "with the diagonal") { Labels = [0, 2, 1, 2] },
        new(r => new CosineSimilarity(reduction: r)),
        new(r => new CTC(r)) { BatchShape = [4, 6, 3], Labels = [1, 2, 2, 0, 1, 1, 2, 1] },
        new(_ => new Crossentropy()),
        new(r => new Dice(r)),
        new(r => new Dice(r, [1]), "of each sample"),
        new(r => new Hinge(r)),
        new(r => new Huber(0.4, r)),
        new(r => new KLDivergence(r)),
        new(r => new LogCosh(r)),
        new(r => new MeanAbsoluteError(r)),
        new(r => new MeanAbsolutePercentageError(r)) { Labels = [1.5, -0.5, -0.5, -0.5, -0.5, 1.5, -0.5, 1.5, -0.5, -0.5, -0.5, 1.5] },
        new(r => new MeanSquaredError(r)),
        new(r => new MeanSquaredLogarithmicError(r)),
        new(r => new Poisson(r)),
        new(r => new SparseCategoricalCrossentropy(reduction: r)) { Labels = [0, 2, 1, 2] },
        new(r => new SparseCategoricalCrossentropy(fromLogits: true, reduction: r), "of logits") { Labels = [0, 2, 1, 2] },
        new(r => new SparseCategoricalCrossentropy(ignoreClass: 2, reduction: r), "without a class") { Labels = [0, 2, 1, 2] },
        new(r => new SquaredHinge(r)),
        new(r => new Tversky(0.3, 0.7, r)),
    ];

    public static TheoryData<string> Cases => new(LossCase.All.Keys);

    [Fact]
    public void Focal_weights_may_differ_by_class()
    {
        Tensor labels = tensor(new[] { 0.0, 1, 0, 1, 0, 0 }, [2, 3]);
        CategoricalFocalCrossentropy loss = new([0.1, 0.2, 0.7], gamma: 1, reduction: LossReduction.Sum);
        double expected = (0.2 * 0.5 * Math.Log(2)) - (0.1 * 0.4 * Math.Log(0.6));
        Assert.Equal(expected, loss.Compute(labels, tensor(Probabilities, [2, 3])).item<double>(), 9);
    }

    [Fact]
    public void CTC_says_which_shapes_it_needs()
    {
        ThrowsError("ShapeMismatch", () => new CTC().Compute(zeros([2, 3]), zeros([2, 4])), "(batch, time, classes)", "(2, 4)");
    }

    [Fact]
    public void Classes_may_lie_on_another_axis()
    {
        Tensor outputs = tensor(Probabilities, [1, 2, 3]).transpose(1, 2);
        Tensor classes = tensor(new[] { 1.0, 0 }, [1, 2]);
        Tensor oneHot = tensor(new[] { 0.0, 1, 1, 0, 0, 0 }, [1, 3, 2]);
        double expected = -(Math.Log(0.5) + Math.Log(0.6)) / 2;
        Assert.Equal(expected, new SparseCategoricalCrossentropy(axis: 1).Compute(classes, outputs).item<double>(), 9);
        Assert.Equal(expected, new SparseCategoricalCrossentropy(axis: 1).Compute(classes.unsqueeze(1), outputs).item<double>(), 9);
        Assert.Equal(expected, new CategoricalCrossentropy(axis: 1).Compute(oneHot, outputs).item<double>(), 9);
        Assert.Equal([1L, 2L], new BinaryCrossentropy(axis: 1, reduction: LossReduction.None).Compute(oneHot, outputs).shape);
    }

    [Fact]
    public void Hinge_labels_are_0_and_1_or_signs()
    {
        Tensor outputs = tensor(new[] { 0.5, -0.25, 2 }, [3, 1]);
        double expected = (1.5 + 1.25 + 0) / 3;
        Assert.Equal(expected, new Hinge().Compute(tensor(new[] { 0.0, 1, 1 }, [3, 1]), outputs).item<double>(), 9);
        Assert.Equal(expected, new Hinge().Compute(tensor(new[] { -1.0, 1, 1 }, [3, 1]), outputs).item<double>(), 9);
    }

    [Fact]
    public void Segmentation_losses_may_have_one_value_a_sample()
    {
        Tensor labels = tensor(new[] { 1.0, 1, 0, 0, 0, 1 }, [2, 3]);
        Tensor dice = new Dice(LossReduction.None, [1]).Compute(labels, tensor(Probabilities, [2, 3]));
        Assert.Equal([1 - (1.4 / (3 + 1e-7)), 1 - (0.2 / (2 + 1e-7))], Rounded(dice, 9), Close);
        Tensor tversky = new Tversky(0.25, 0.5, LossReduction.None, [1]).Compute(labels, tensor(Probabilities, [2, 3]));
        double first = 0.7 / (0.7 + (0.25 * 0.3) + (0.5 * 1.3) + 1e-7);
        double second = 0.1 / (0.1 + (0.25 * 0.9) + (0.5 * 0.9) + 1e-7);
        Assert.Equal([1 - first, 1 - second], Rounded(tversky, 9), Close);
    }

    [Fact]
    public void A_generalised_cross_entropy_is_that_of_the_label_s_class()
    {
        Tensor labels = tensor(new[] { 1.0, 2 }, [2, 1]);
        Tensor loss = new CategoricalGeneralizedCrossEntropy(0.25, LossReduction.None).Compute(labels, tensor(Probabilities, [2, 3]));
        Assert.Equal([(1 - Math.Pow(0.5, 0.25)) / 0.25, (1 - Math.Pow(0.1, 0.25)) / 0.25], Rounded(loss, 9), Close);
        ThrowsError("InvalidValue", () => new CategoricalGeneralizedCrossEntropy(1), "q must be above 0 and below 1, not 1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Circle_is_the_paper_s_formula(bool removeDiagonal)
    {
        double[][] embeddings = [[1, 0], [0.6, 0.8], [0, 1], [-0.8, 0.6]];
        int[] classes = [0, 0, 1, 2];
        const double Gamma = 4;
        const double Margin = 0.4;
        double[] expected = classes.Select((own, i) =>
        {
            double positive = 0;
            double negative = 0;
            for (int j = 0; j < classes.Length; j++)
            {
                double distance = Math.Max(0, 1 - embeddings[i].Zip(embeddings[j], (a, b) => a * b).Sum());
                if (classes[j] != own)
                    negative += Math.Exp(Gamma * Math.Max(0, 1 + Margin - distance) * (1 - Margin - distance));
                else if (i != j || !removeDiagonal)
                    positive += Math.Exp(-Gamma * (Margin + distance) * (Margin - distance));
            }

            return Math.Log(1 + (positive * negative));
        }).ToArray();

        Tensor labels = tensor(Array.ConvertAll(classes, c => (double)c), [4]);
        Tensor outputs = tensor(embeddings.SelectMany(e => e).ToArray(), [4, 2]);
        Circle loss = new(Gamma, Margin, removeDiagonal, LossReduction.Sum);
        Assert.Equal(expected.Sum(), loss.Compute(labels, outputs).item<double>(), 9);
        Circle mean = new(Gamma, Margin, removeDiagonal);
        Assert.Equal(expected.Sum() / expected.Count(value => value > 0), mean.Compute(labels, outputs).item<double>(), 9);
        Assert.Equal(removeDiagonal ? 2 : 4, expected.Count(value => value > 0));
    }

    [Fact]
    public void Ctc_sums_up_all_ways_to_say_the_labels()
    {
        double[] logits = [0.1, 0.7, -0.3, 0.4, 0.2, 0.9, -0.5, 0.3, 0.8, 1.1, -0.2, 0.6];
        double[] losses = Rounded(new CTC(LossReduction.None).Compute(tensor(new double[] { 1, 2, 1, 0 }, [2, 2]), tensor([.. logits, .. logits], [2, 4, 3])), 9);
        Assert.Equal([-Math.Log(Ways([1, 2])), -Math.Log(Ways([1]))], losses, Close);

        double Ways(int[] said)
        {
            double sum = 0;
            for (int path = 0; path < 81; path++)
            {
                int[] steps = [path % 3, path / 3 % 3, path / 9 % 3, path / 27];
                int[] heard = steps.Where((step, i) => step != 0 && (i == 0 || steps[i - 1] != step)).ToArray();
                if (heard.SequenceEqual(said))
                    sum += steps.Select((step, time) => Softmax(time, step)).Aggregate(1.0, (product, p) => product * p);
            }

            return sum;
        }

        double Softmax(int time, int step) => Math.Exp(logits[(time * 3) + step]) / Enumerable.Range(0, 3).Sum(i => Math.Exp(logits[(time * 3) + i]));
    }

    [Fact]
    public void Crossentropy_takes_the_form_that_fits_the_shapes()
    {
        Loss loss = KerasRegistry.Resolve<Loss>("CE");
        Assert.IsType<Crossentropy>(KerasRegistry.Resolve<Loss>("crossentropy"));
        Tensor outputs = tensor(Probabilities, [2, 3]);
        Tensor oneHot = tensor(new[] { 0.0, 1, 0, 0, 0, 1 }, [2, 3]);
        Tensor classes = tensor(new[] { 1.0, 2 }, [2]);
        double expected = -(Math.Log(0.5) + Math.Log(0.1)) / 2;
        Assert.Equal(expected, loss.Compute(oneHot, outputs).item<double>(), 9);
        Assert.Equal(expected, loss.Compute(classes, outputs).item<double>(), 9);
        Assert.Equal(expected, loss.Compute(classes.unsqueeze(1), outputs).item<double>(), 9);
        Tensor one = tensor(new[] { 0.25, 0.5 }, [2, 1]);
        Assert.Equal(-(Math.Log(0.25) + Math.Log(0.5)) / 2, loss.Compute(tensor(new[] { 1.0, 0 }, [2]), one).item<double>(), 9);
        Assert.Equal([0.75f, 0.25f], loss.Probabilities([0.25f])!);
        Assert.Equal([0.5f, 0.5f], loss.Probabilities([0.5f, 0.5f])!);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_that_are_no_numbers_make_a_loss_that_is_none(string name)
    {
        LossCase @case = LossCase.All[name];
        Assert.Equal(double.NaN, @case.Make(LossReduction.SumOverBatchSize).Compute(@case.LabelTensor(), @case.Outputs() * double.NaN, @case.Weights()).item<double>());
    }

    [Theory]
    [InlineData("mse", "mean_squared_error")]
    [InlineData("MAPE", "mean_absolute_percentage_error")]
    [InlineData("msle", "mean_squared_logarithmic_error")]
    [InlineData("KLD", "kl_divergence")]
    [InlineData("huber", "huber_loss")]
    [InlineData("log_cosh", "log_cosh")]
    [InlineData("CTC", "ctc")]
    [InlineData("CategoricalGeneralizedCrossEntropy", "categorical_generalized_cross_entropy")]
    public void Names_are_Keras_s(string given, string name) => Assert.Equal(name, KerasRegistry.Resolve<Loss>(given).Name);

    [Theory]
    [InlineData("mean", LossReduction.SumOverBatchSize)]
    [InlineData("none", LossReduction.None)]
    [InlineData(null, LossReduction.None)]
    public void Reductions_have_Keras_s_names(string? given, LossReduction reduction)
    {
        Dictionary<string, object?> specification = new() { ["class_name"] = "mse", ["reduction"] = given, ["name"] = "own" };
        Loss loss = KerasRegistry.Resolve<Loss>(specification);
        Assert.Equal((reduction, "own"), (loss.Reduction, loss.Name));
    }

    private static double[] Rounded(Tensor values, int digits) => Array.ConvertAll(values.contiguous().data<double>().ToArray(), value => Math.Round(value, digits));

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-8;
}
