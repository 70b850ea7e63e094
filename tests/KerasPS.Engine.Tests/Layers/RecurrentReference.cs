namespace KerasPS.Tests.Layers;

/// <summary>Recurrent layers written down plainly: one sample, one time step and one value at a time.</summary>
internal static class RecurrentReference
{
    /// <summary>One time step: the input and the states before it, to the states after it, of which the first is the output.</summary>
    public delegate double[][] Step(double[] x, double[][] states);

    public static double Identity(double x) => x;

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Relu(double x) => Math.Max(0, x);

    public static double HardSigmoid(double x) => Math.Clamp((x / 6) + 0.5, 0, 1);

    public static Step SimpleRnn(RecurrentLayer layer, Func<double, double> activation) => (x, states) =>
    {
        Weights w = new(layer);
        return [Enumerable.Range(0, w.Units).Select(j => activation(w.OfInput(x, j) + w.Bias(j) + w.OfState(states[0], j))).ToArray()];
    };

    public static Step Lstm(RecurrentLayer layer, Func<double, double> activation, Func<double, double> recurrentActivation) => (x, states) =>
    {
        Weights w = new(layer);
        double[] h = new double[w.Units];
        double[] c = new double[w.Units];
        for (int j = 0; j < w.Units; j++)
        {
            double[] z = Enumerable.Range(0, 4).Select(gate => (gate * w.Units) + j).Select(k => w.OfInput(x, k) + w.OfState(states[0], k) + w.Bias(k)).ToArray();
            c[j] = (recurrentActivation(z[1]) * states[1][j]) + (recurrentActivation(z[0]) * activation(z[2]));
            h[j] = recurrentActivation(z[3]) * activation(c[j]);
        }

        return [h, c];
    };

    public static Step Gru(RecurrentLayer layer, Func<double, double> activation, Func<double, double> recurrentActivation, bool resetAfter) => (x, states) =>
    {
        Weights w = new(layer);
        double[] before = states[0];
        double[] reset = Enumerable.Range(0, w.Units).Select(j => recurrentActivation(Sum(w.Units + j))).ToArray();
        double[] afterReset = before.Zip(reset, (h, r) => h * r).ToArray();
        return [Enumerable.Range(0, w.Units).Select(Mixed).ToArray()];

        double Sum(int k) => w.OfInput(x, k) + w.Bias(k) + w.OfState(before, k) + (resetAfter ? w.Bias(k, row: 1) : 0);

        double Mixed(int j)
        {
            int k = (2 * w.Units) + j;
            double fromState = resetAfter ? reset[j] * (w.OfState(before, k) + w.Bias(k, row: 1)) : w.OfState(afterReset, k);
            double candidate = activation(w.OfInput(x, k) + w.Bias(k) + fromState);
            double update = recurrentActivation(Sum(j));
            return (update * before[j]) + ((1 - update) * candidate);
        }
    };

    /// <summary>Goes through one sample's sequence as Keras does.</summary>
    public static (double[][] Outputs, double[][] States) Run(
        Step step, double[][] sequence, double[][] states, bool[] mask, bool goBackwards, bool zeroOutputForMask)
    {
        double[] zeros = new double[states[0].Length];
        double[] output = zeros;
        List<double[]> outputs = [];
        for (int i = 0; i < sequence.Length; i++)
        {
            int time = goBackwards ? sequence.Length - 1 - i : i;
            if (mask[time])
            {
                states = step(sequence[time], states);
                output = states[0];
            }
            else if (zeroOutputForMask)
            {
                output = zeros;
            }

            outputs.Add(output);
        }

        return (outputs.ToArray(), states);
    }

    /// <summary>The weights of a layer's cell in Keras's layout.</summary>
    private sealed class Weights(RecurrentLayer layer)
    {
        private readonly IReadOnlyDictionary<string, float[]> values = layer.Variables.ToDictionary(v => v.Name, v => v.ToArray());
        private readonly int columns = (int)layer.Variables[0].Shape[1];

        public int Units { get; } = (int)layer.Variables[1].Shape[0];

        public double OfInput(double[] x, int column) => Product(values["kernel"], x, column);

        public double OfState(double[] h, int column) => Product(values["recurrent_kernel"], h, column);

        public double Bias(int column, int row = 0) => values.TryGetValue("bias", out float[]? bias) ? bias[(row * columns) + column] : 0;

        private double Product(float[] kernel, double[] x, int column) => x.Select((value, i) => value * kernel[(i * columns) + column]).Sum();
    }
}
