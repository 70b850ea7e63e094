namespace KerasPS.Tests.Layers;

/// <summary>Attention with several heads as loops over samples, heads, queries and steps, with the weights of a layer.</summary>
/// <param name="Heads">The number of heads of the query.</param>
/// <param name="KeyHeads">The number of heads of key and value.</param>
/// <param name="KeyDim">The number of features of each head's query and key.</param>
/// <param name="ValueDim">The number of features of each head's value.</param>
internal sealed record HeadReference(int Heads, int KeyHeads, int KeyDim, int ValueDim)
{
    /// <summary>Says of sample, head, query and step whether the query may attend to the step.</summary>
    public Func<int, int, int, int, bool> Allowed { get; init; } = (_, _, _, _) => true;

    /// <summary>Whether the output of a query that may attend to no step is the mean of all, instead of zeros.</summary>
    public bool EvenIfEmpty { get; init; }

    /// <summary>The output <c>(batch, queries, features)</c> and the weights <c>(batch, heads, queries, steps)</c>, row-major.</summary>
    public (float[] Output, float[] Weights) Of(Layer layer, Tensor query, Tensor value, Tensor key)
    {
        Dictionary<string, Variable> variables = layer.PathsWithin().ToDictionary(part => part.Path, part => part.Variable);
        (int batch, int queries, int steps) = ((int)query.size(0), (int)query.size(1), (int)value.size(1));
        double[,,,] q = Projected("query", query, Heads, KeyDim);
        double[,,,] k = Projected("key", key, KeyHeads, KeyDim);
        double[,,,] v = Projected("value", value, KeyHeads, ValueDim);
        double[,,,]? gate = variables.ContainsKey("gate/kernel") ? Projected("gate", query, Heads, ValueDim) : null;
        float[] kernel = variables["attention_output/kernel"].ToArray();
        float[]? bias = variables.GetValueOrDefault("attention_output/bias")?.ToArray();
        int features = kernel.Length / (Heads * ValueDim);
        List<float> outputs = [];
        float[] weights = new float[batch * Heads * queries * steps];
        for (int b = 0; b < batch; b++)
        {
            for (int i = 0; i < queries; i++)
            {
                double[] output = Array.ConvertAll(bias ?? new float[features], x => (double)x);
                for (int h = 0; h < Heads; h++)
                {
                    int group = h / (Heads / KeyHeads);
                    double[] of = Softmax(Enumerable.Range(0, steps).Select(j => Allowed(b, h, i, j)
                        ? Enumerable.Range(0, KeyDim).Sum(d => q[b, i, h, d] * k[b, j, group, d]) / Math.Sqrt(KeyDim)
                        : (double?)null).ToArray());
                    for (int j = 0; j < steps; j++)
                        weights[(((((b * Heads) + h) * queries) + i) * steps) + j] = (float)of[j];
                    for (int d = 0; d < ValueDim; d++)
                    {
                        double found = Enumerable.Range(0, steps).Sum(j => of[j] * v[b, j, group, d]);
                        if (gate is not null)
                            found /= 1 + Math.Exp(-gate[b, i, h, d]);
                        for (int o = 0; o < features; o++)
                            output[o] += found * kernel[(((h * ValueDim) + d) * features) + o];
                    }
                }

                outputs.AddRange(output.Select(x => (float)x));
            }
        }

        return (outputs.ToArray(), weights);

        double[,,,] Projected(string name, Tensor input, int count, int size)
        {
            float[] x = input.Values();
            float[] w = variables[$"{name}/kernel"].ToArray();
            float[]? plus = variables.GetValueOrDefault($"{name}/bias")?.ToArray();
            int width = (int)input.size(2);
            double[,,,] result = new double[batch, input.size(1), count, size];
            for (int b = 0; b < batch; b++)
            {
                for (int t = 0; t < input.size(1); t++)
                {
                    for (int n = 0; n < count * size; n++)
                    {
                        result[b, t, n / size, n % size] = (plus?[n] ?? 0)
                            + Enumerable.Range(0, width).Sum(f => (double)x[(((b * input.size(1)) + t) * width) + f] * w[(f * count * size) + n]);
                    }
                }
            }

            return result;
        }
    }

    private double[] Softmax(double?[] scores)
    {
        if (scores.All(score => score is null) && EvenIfEmpty)
            return Array.ConvertAll(scores, _ => 1.0 / scores.Length);
        double[] powers = Array.ConvertAll(scores, score => score is { } x ? Math.Exp(x) : 0);
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => sum == 0 ? 0 : power / sum);
    }
}
