using KerasPS.Metrics;

namespace KerasPS.Tests.Metrics;

/// <summary>Areas under curves, against sums over thresholds written down plainly.</summary>
public class AucTests : TensorTest
{
    private static readonly double[] Labels = [1, 0, 1, 0, 1, 1, 0, 0, 1, 0];
    private static readonly double[] Outputs = [0.93, 0.8, 0.35, 0.4, 0.55, 0.2, 0.1, 0.72, 0.65, 0];
    private static readonly double[] Weights = [1, 2, 0.5, 1, 3, 1, 1, 0.25, 2, 1.5];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        // As many as the sample of num_thresholds says, with the two at the ends.
        new(typeof(AUC), "thresholds", new object[] { 0.25 }),
    ];

    public static TheoryData<AUCCurve, AUCSummationMethod, double[]?> Cases
    {
        get
        {
            TheoryData<AUCCurve, AUCSummationMethod, double[]?> cases = [];
            foreach (AUCCurve curve in Enum.GetValues<AUCCurve>())
            {
                foreach (AUCSummationMethod method in Enum.GetValues<AUCSummationMethod>())
                {
                    cases.Add(curve, method, null);
                    cases.Add(curve, method, [0.9, 0.3, 0.5]);
                    cases.Add(curve, method, [0.25, 0.5, 0.75]);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_curve_and_method_is_the_plain_sum(AUCCurve curve, AUCSummationMethod method, double[]? thresholds)
    {
        AUC metric = new(50, curve, method, thresholds);
        foreach (Range part in new[] { ..3, 3.. })
            metric.Update(Tensor(Labels[part], [-1, 1]), Tensor(Outputs[part], [-1, 1]), Tensor(Weights[part], [-1]));
        Assert.Equal(Area(Labels, Outputs, Weights, curve, method, thresholds), metric.Result(), 6);
    }

    [Fact]
    public void Labels_may_have_curves_of_their_own()
    {
        double first = Area(Column(Labels, 0), Column(Outputs, 0), Column(Weights, 0));
        double second = Area(Column(Labels, 1), Column(Outputs, 1), Column(Weights, 1));
        Assert.Equal((first + second) / 2, Of(new AUC(50, multiLabel: true)), 6);
        Assert.Equal((first + (3 * second)) / 4, Of(new AUC(50, multiLabel: true, numLabels: 2, labelWeights: [1, 3])), 6);
        Assert.Equal((first + second) / 2, Of(new AUC(50, thresholds: Enumerable.Range(1, 48).Select(i => i / 49.0).ToArray(), multiLabel: true)), 6);
        ThrowsError("InvalidValue", () => Of(new AUC(multiLabel: true, numLabels: 3)), "(batch, 3)", "(5, 2)");

        double Of(AUC metric)
        {
            metric.Update(Tensor(Labels, [5, 2]), Tensor(Outputs, [5, 2]), Tensor(Weights, [5, 2]));
            return metric.Result();
        }
    }

    [Fact]
    public void Outputs_of_one_curve_may_have_weights()
    {
        double[] weights = Weights.Select((weight, i) => weight * (i % 2 == 0 ? 2 : 0.5)).ToArray();
        AUC metric = new(50, labelWeights: [2, 0.5]);
        metric.Update(Tensor(Labels, [5, 2]), Tensor(Outputs, [5, 2]), Tensor(Weights, [5, 2]));
        Assert.Equal(Area(Labels, Outputs, weights), metric.Result(), 6);
    }

    [Fact]
    public void Logits_are_made_probabilities()
    {
        double[] logits = [-1, 2, 0.25, -3];
        double[] labels = [0, 1, 0, 1];
        AUC metric = new(50, fromLogits: true);
        metric.Update(Tensor(labels, [4, 1]), Tensor(logits, [4, 1]));
        Assert.Equal(Area(labels, logits.Select(x => 1 / (1 + Math.Exp(-x))).ToArray(), [1, 1, 1, 1]), metric.Result(), 6);
    }

    private static double Area(
        double[] labels,
        double[] outputs,
        double[] weights,
        AUCCurve curve = AUCCurve.ROC,
        AUCSummationMethod method = AUCSummationMethod.Interpolation,
        double[]? given = null)
    {
        double[] inner = given?.Order().ToArray() ?? Enumerable.Range(1, 48).Select(i => i / 49.0).ToArray();
        double[] thresholds = [-1e-7, .. inner, 1 + 1e-7];
        int n = thresholds.Length;
        double[] tp = new double[n], fp = new double[n], tn = new double[n], fn = new double[n];
        for (int t = 0; t < n; t++)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                bool positive = outputs[i] > thresholds[t];
                double[] counted = labels[i] == 1 ? positive ? tp : fn : positive ? fp : tn;
                counted[t] += weights[i];
            }
        }

        double area = 0;
        for (int t = 0; t + 1 < n; t++)
        {
            if (curve == AUCCurve.PR && method == AUCSummationMethod.Interpolation)
            {
                double dtp = tp[t] - tp[t + 1];
                double p = tp[t] + fp[t];
                double next = tp[t + 1] + fp[t + 1];
                double slope = p - next > 0 ? dtp / (p - next) : 0;
                double intercept = tp[t + 1] - (slope * next);
                area += slope * (dtp + (intercept * (p > 0 && next > 0 ? Math.Log(p / next) : 0))) / (tp[t + 1] + fn[t + 1]);
                continue;
            }

            (double x0, double y0) = Point(t);
            (double x1, double y1) = Point(t + 1);
            double height = method == AUCSummationMethod.Interpolation ? (y0 + y1) / 2
                : method == AUCSummationMethod.Minoring ? Math.Min(y0, y1) : Math.Max(y0, y1);
            area += (x0 - x1) * height;
        }

        return area;

        (double X, double Y) Point(int t)
        {
            double recall = tp[t] / (tp[t] + fn[t]);
            double precision = tp[t] + fp[t] == 0 ? 0 : tp[t] / (tp[t] + fp[t]);
            if (curve == AUCCurve.ROC)
                return (fp[t] / (fp[t] + tn[t]), recall);
            if (curve == AUCCurve.PR)
                return (recall, precision);
            double odds = (tp[t] + fn[t]) / (tn[t] + fp[t]);
            return tp[t] == 0 ? (0, 1) : (Math.Max(0, 1 - (odds * fn[t] / tp[t])), 1 - (odds * fp[t] / tp[t]));
        }
    }

    private static double[] Column(double[] values, int column) => values.Where((_, i) => i % 2 == column).ToArray();

    private static Tensor Tensor(double[] values, long[] shape) => tensor(Array.ConvertAll(values, v => (float)v), [values.Length]).view(shape);
}
