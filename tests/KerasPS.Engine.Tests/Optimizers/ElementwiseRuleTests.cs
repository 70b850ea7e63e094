namespace KerasPS.Tests.Optimizers;

/// <summary>
/// Rules that treat each weight alone, beside their formulas for one number. The arguments are far from Keras's defaults, with which the golden
/// tests run: a large epsilon shows where it belongs.
/// </summary>
public class ElementwiseRuleTests
{
    private static readonly Dictionary<string, (Func<Optimizer> Make, Rule Formula)> Rules = new()
    {
        ["SGD"] = (() => new SGD(0.1, 0.8), (w, g, _, s) =>
        {
            s[0] = (0.8 * s[0]) - (0.1 * g);
            return w + s[0];
        }),
        ["SGD, Nesterov"] = (() => new SGD(0.1, 0.8, nesterov: true), (w, g, _, s) =>
        {
            s[0] = (0.8 * s[0]) - (0.1 * g);
            return w + (0.8 * s[0]) - (0.1 * g);
        }),
        ["RMSprop"] = (() => new RMSprop(0.05, 0.8, epsilon: 0.3), (w, g, _, s) =>
        {
            s[0] = (0.8 * s[0]) + (0.2 * g * g);
            return w - (0.05 * g / Math.Sqrt(s[0] + 0.3));
        }),
        ["RMSprop, centered"] = (() => new RMSprop(0.05, 0.8, 0.6, 0.3, centered: true), (w, g, _, s) =>
        {
            s[0] = (0.8 * s[0]) + (0.2 * g * g);
            s[1] = (0.8 * s[1]) + (0.2 * g);
            s[2] = (0.6 * s[2]) + (0.05 * g / Math.Sqrt(s[0] - (s[1] * s[1]) + 0.3));
            return w - s[2];
        }),
        ["Adam"] = (() => new Adam(0.05, 0.8, 0.95, 0.3), (w, g, t, s) =>
        {
            Moments(g, s);
            return w - (0.05 * Math.Sqrt(1 - Math.Pow(0.95, t)) / (1 - Math.Pow(0.8, t)) * s[0] / (Math.Sqrt(s[1]) + 0.3));
        }),
        ["Adam, amsgrad"] = (() => new Adam(0.05, 0.8, 0.95, 0.3, amsgrad: true), (w, g, t, s) =>
        {
            Moments(g, s);
            s[2] = Math.Max(s[2], s[1]);
            return w - (0.05 * Math.Sqrt(1 - Math.Pow(0.95, t)) / (1 - Math.Pow(0.8, t)) * s[0] / (Math.Sqrt(s[2]) + 0.3));
        }),
        ["AdamW"] = (() => new AdamW(0.05, 0.2, 0.8, 0.95, 0.3), (w, g, t, s) =>
        {
            Moments(g, s);
            return (w * (1 - (0.2 * 0.05))) - (0.05 * Math.Sqrt(1 - Math.Pow(0.95, t)) / (1 - Math.Pow(0.8, t)) * s[0] / (Math.Sqrt(s[1]) + 0.3));
        }),
        ["Nadam"] = (() => new Nadam(0.05, 0.8, 0.95, 0.3), (w, g, t, s) =>
        {
            Moments(g, s);
            double now = 0.8 * (1 - (0.5 * Math.Pow(0.96, t)));
            double next = 0.8 * (1 - (0.5 * Math.Pow(0.96, t + 1)));
            s[2] = (t == 1 ? 1 : s[2]) * now;
            double ahead = (next * s[0] / (1 - (s[2] * next))) + ((1 - now) * g / (1 - s[2]));
            return w - (0.05 * ahead / (Math.Sqrt(s[1] / (1 - Math.Pow(0.95, t))) + 0.3));
        }),
        ["Adamax"] = (() => new Adamax(0.05, 0.8, 0.95, 0.3), (w, g, t, s) =>
        {
            s[0] = (0.8 * s[0]) + (0.2 * g);
            s[1] = Math.Max(0.95 * s[1], Math.Abs(g));
            return w - (0.05 * s[0] / ((1 - Math.Pow(0.8, t)) * (s[1] + 0.3)));
        }),
        ["Adagrad"] = (() => new Adagrad(0.05, 0.4, 0.3), (w, g, t, s) =>
        {
            s[0] = (t == 1 ? 0.4 : s[0]) + (g * g);
            return w - (0.05 * g / Math.Sqrt(s[0] + 0.3));
        }),
        ["Adadelta"] = (() => new Adadelta(0.5, 0.8, 0.3), (w, g, _, s) =>
        {
            s[0] = (0.8 * s[0]) + (0.2 * g * g);
            double step = g * Math.Sqrt(s[1] + 0.3) / Math.Sqrt(s[0] + 0.3);
            s[1] = (0.8 * s[1]) + (0.2 * step * step);
            return w - (0.5 * step);
        }),
        ["Ftrl"] = (() => new Ftrl(0.1, -0.7, 0.2, 0.05, 0.1, 0.02, 0.3), (w, g, t, s) =>
        {
            double before = t == 1 ? 0.2 : s[0];
            s[0] = before + (g * g);
            s[1] += g + (2 * 0.02 * w) - ((Math.Pow(s[0], 0.7) - Math.Pow(before, 0.7)) / 0.1 * w);
            return (Math.Clamp(s[1], -0.05, 0.05) - s[1]) / ((Math.Pow(s[0], 0.7) / 0.1) + (2 * (0.1 + (0.3 / (2 * 0.1)))));
        }),
        ["Lion"] = (() => new Lion(0.05, 0.7, 0.9), (w, g, _, s) =>
        {
            double direction = Math.Sign((0.7 * s[0]) + (0.3 * g));
            s[0] = (0.9 * s[0]) + (0.1 * g);
            return w - (0.05 * direction);
        }),

        // The mean of all z, which is what Keras gives with PyTorch.
        ["ScheduleFreeAdamW"] = (() => new ScheduleFreeAdamW(0.05, 0.8, 0.95, 0.3, warmupSteps: 3), (w, g, t, s) =>
        {
            s[0] = (0.95 * s[0]) + (0.05 * g * g);
            s[1] = (t == 1 ? w : s[1]) - (0.05 * Math.Min(t / 3.0, 1) * g / (Math.Sqrt(s[0] / (1 - Math.Pow(0.95, t))) + 0.3));
            s[2] += s[1];
            return s[2] / t;
        }),
    };

    private delegate double Rule(double w, double g, int t, double[] state);

    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(Ftrl), "learning_rate_power", -0.25),
    ];

    public static TheoryData<string> Cases => new(Rules.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_are_those_of_the_formula(string name)
    {
        (Func<Optimizer> make, Rule formula) = Rules[name];
        double[] weights = [0.5, -1.25, 0, 2];
        double[][] states = [[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]];
        using Stepper stepper = new(make(), Stepper.Variable("a", [0.5f, -1.25f, 0]), Stepper.Variable("b", [2]));
        for (int t = 1; t <= 6; t++)
        {
            double[] gradients = [1.5 * Math.Sin(t), 0.25 * t, t % 3 - 1, -0.75];
            weights = weights.Select((w, i) => formula(w, gradients[i], t, states[i])).ToArray();
            float[] own = stepper.Step(Array.ConvertAll(gradients, g => (float)g));
            Goldens.Golden.AssertClose(Array.ConvertAll(weights, w => (float)w), own, 2e-6, $"{name}, step {t}");
        }
    }

    private static void Moments(double g, double[] s)
    {
        s[0] = (0.8 * s[0]) + (0.2 * g);
        s[1] = (0.95 * s[1]) + (0.05 * g * g);
    }
}
