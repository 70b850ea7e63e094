using System.Numerics;
using KerasPS.Numerics;

namespace KerasPS.Layers;

/// <summary>
/// What is left of an LSTM's time step once the states have been multiplied with the recurrent kernel, in one pass over memory: as operations of libtorch it takes
/// eight, and its gradients twice as many, each of which costs more to start than to compute. Gates are the blocks i, f, c and o of a row.
/// </summary>
internal static class FusedLstm
{
    /// <summary>One time step.</summary>
    /// <param name="gates">The sums of the gates, (batch, 4 * units), which become their values.</param>
    /// <param name="before">The cell's state before the step, (batch, units).</param>
    /// <param name="after">That after it.</param>
    /// <param name="tanh">The hyperbolic tangent of that after it.</param>
    /// <param name="output">The output.</param>
    /// <param name="units">The units.</param>
    public static void Forward(Span<float> gates, ReadOnlySpan<float> before, Span<float> after, Span<float> tanh, Span<float> output, int units)
    {
        for (int row = 0; row < before.Length; row += units)
        {
            Gates g = new(gates.Slice(4 * row, 4 * units), units);
            for (int at = 0; at < units; at += Vector<float>.Count)
            {
                Vector<float> i = VectorMath.Sigmoid(Load(g.I[at..]));
                Vector<float> f = VectorMath.Sigmoid(Load(g.F[at..]));
                Vector<float> c = VectorMath.Tanh(Load(g.C[at..]));
                Vector<float> o = VectorMath.Sigmoid(Load(g.O[at..]));
                Range cell = (row + at)..(row + units);
                Vector<float> state = (f * Load(before[cell])) + (i * c);
                Vector<float> squeezed = VectorMath.Tanh(state);
                Store(i, g.I[at..]);
                Store(f, g.F[at..]);
                Store(c, g.C[at..]);
                Store(o, g.O[at..]);
                Store(state, after[cell]);
                Store(squeezed, tanh[cell]);
                Store(o * squeezed, output[cell]);
            }
        }
    }

    /// <summary>The gradients of one time step.</summary>
    /// <param name="gates">The values of the gates, (batch, 4 * units).</param>
    /// <param name="before">The cell's state before the step, (batch, units).</param>
    /// <param name="tanh">The hyperbolic tangent of that after it.</param>
    /// <param name="ofOutput">The gradient of the output.</param>
    /// <param name="ofState">That of the state after the step, which becomes that of the state before it.</param>
    /// <param name="ofSums">The gradient of the gates' sums.</param>
    /// <param name="units">The units.</param>
    public static void Backward(
        Span<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> tanh, ReadOnlySpan<float> ofOutput, Span<float> ofState, Span<float> ofSums, int units)
    {
        Vector<float> one = Vector<float>.One;
        for (int row = 0; row < before.Length; row += units)
        {
            Gates g = new(gates.Slice(4 * row, 4 * units), units);
            Gates sums = new(ofSums.Slice(4 * row, 4 * units), units);
            for (int at = 0; at < units; at += Vector<float>.Count)
            {
                Vector<float> i = Load(g.I[at..]);
                Vector<float> f = Load(g.F[at..]);
                Vector<float> c = Load(g.C[at..]);
                Vector<float> o = Load(g.O[at..]);
                Range cell = (row + at)..(row + units);
                Vector<float> squeezed = Load(tanh[cell]);
                Vector<float> output = Load(ofOutput[cell]);
                Vector<float> state = Load(ofState[cell]) + (output * o * (one - (squeezed * squeezed)));
                Store(state * c * i * (one - i), sums.I[at..]);
                Store(state * Load(before[cell]) * f * (one - f), sums.F[at..]);
                Store(state * i * (one - (c * c)), sums.C[at..]);
                Store(output * squeezed * o * (one - o), sums.O[at..]);
                Store(state * f, ofState[cell]);
            }
        }
    }

    /// <summary>A vector of the first values; where there are fewer, the rest is 0.</summary>
    private static Vector<float> Load(ReadOnlySpan<float> values)
    {
        if (values.Length >= Vector<float>.Count)
            return new Vector<float>(values);
        Span<float> padded = stackalloc float[Vector<float>.Count];
        padded.Clear();
        values.CopyTo(padded);
        return new Vector<float>(padded);
    }

    private static void Store(Vector<float> vector, Span<float> values)
    {
        if (values.Length >= Vector<float>.Count)
        {
            vector.CopyTo(values);
            return;
        }

        Span<float> padded = stackalloc float[Vector<float>.Count];
        vector.CopyTo(padded);
        padded[..values.Length].CopyTo(values);
    }

    /// <summary>The blocks of a row.</summary>
    private readonly ref struct Gates(Span<float> row, int units)
    {
        public readonly Span<float> I = row[..units];
        public readonly Span<float> F = row.Slice(units, units);
        public readonly Span<float> C = row.Slice(2 * units, units);
        public readonly Span<float> O = row.Slice(3 * units, units);
    }
}
