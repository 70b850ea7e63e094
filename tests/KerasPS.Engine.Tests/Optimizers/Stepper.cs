using KerasPS.Constraints;

namespace KerasPS.Tests.Optimizers;

/// <summary>An optimizer with some variables, whose gradients a test gives by hand.</summary>
internal sealed class Stepper : IDisposable
{
    private readonly FlatParameters parameters;

    public Stepper(Optimizer optimizer, params Variable[] variables)
    {
        Optimizer = optimizer;
        parameters = FlatParameters.Gather(variables, CPU);
        optimizer.Attach(parameters);
    }

    public Optimizer Optimizer { get; }

    /// <summary>All weights, variable by variable.</summary>
    public float[] Weights => parameters.Values.data<float>().ToArray();

    public static Variable Variable(string path, float[] values, long[]? shape = null, Constraint? constraint = null) =>
        new(path.Split('/')[^1], tensor(values, shape ?? [values.Length]), trainable: true, regularizer: null, constraint) { Path = path };

    /// <summary>One step with these gradients, variable by variable; the weights after it.</summary>
    public float[] Step(params float[] gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        parameters.Gradients.copy_(tensor(gradients, [gradients.Length]));
        Optimizer.Apply();
        return Weights;
    }

    /// <summary>The state by names such as <c>dense/kernel/momentum</c>.</summary>
    public Dictionary<string, float[]> State()
    {
        using DisposeScope scope = NewDisposeScope();
        return Optimizer.State().ToDictionary(slot => slot.Path, slot => slot.Values.contiguous().data<float>().ToArray());
    }

    public void Dispose() => parameters.Dispose();
}
