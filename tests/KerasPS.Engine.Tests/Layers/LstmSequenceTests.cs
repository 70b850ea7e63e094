using KerasPS.Initializers;
using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.Layers;

/// <summary>The LSTM in single precision on the CPU, against its steps in double precision, whose gradients are libtorch's.</summary>
[Collection(RunsAlone.Name)]
public class LstmSequenceTests
{
    /// <summary>Units beside and between the widths of vectors; the last has more than one thread takes.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 4)]
    [InlineData(8, 2, 6)]
    [InlineData(17, 3, 3)]
    [InlineData(64, 600, 2)]
    public void It_has_the_numbers_and_gradients_of_its_steps(int units, int batch, int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        int threads = get_num_threads();
        set_num_threads(2);
        try
        {
            Assert.All(
                OutputsAndGradients(units, batch, steps, ScalarType.Float64).Zip(OutputsAndGradients(units, batch, steps, ScalarType.Float32)),
                pair =>
                {
                    Assert.Equal(pair.First.Length, pair.Second.Length);
                    double size = pair.First.Max(Math.Abs);
                    Assert.True(size > 0);
                    Assert.All(pair.First.Zip(pair.Second), numbers => Assert.Equal(numbers.First, numbers.Second, 2e-6 * Math.Max(1, size)));
                });
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void It_takes_single_precision_on_the_CPU_alone()
    {
        Assert.True(LstmSequence.Takes(zeros([2, 3, 4]), 5));
        Assert.False(LstmSequence.Takes(zeros([2, 3, 4], ScalarType.Float64), 5));
        Assert.False(LstmSequence.Takes(zeros([2, 3, 4], ScalarType.BFloat16), 5));
        Assert.False(LstmSequence.Takes(zeros([2, 3, 4]), int.MaxValue / 20));
    }

    [Fact]
    public void Nothing_stays_behind()
    {
        Run();
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        for (int i = 0; i < 10; i++)
            Run();
        RunsAlone.CollectTensors();
        Assert.Equal(before, Tensor.TotalCount);

        static void Run()
        {
            using DisposeScope scope = NewDisposeScope();
            LstmSequence.Run(ones([3, 2, 8]).requires_grad_() * 1, [zeros([2, 2]), zeros([2, 2])], ones([2, 8]).requires_grad_()).Outputs.sum().backward();
        }
    }

    /// <summary>Outputs, states, and the gradients of inputs, first states, kernels and bias.</summary>
    private static double[][] OutputsAndGradients(int units, int batch, int steps, ScalarType type)
    {
        using Generator generator = new(1);
        LSTM layer = new(units, biasInitializer: new RandomUniform(-1, 1), returnSequences: true, returnState: true);
        layer.Build([steps, 2], generator);
        foreach (Variable variable in layer.Variables)
            variable.MoveTo(variable.Value.detach().to_type(type).requires_grad_());
        using Generator numbers = new(2);
        Tensor[] inputs = new long[][] { [batch, steps, 2], [batch, units], [batch, units] }
            .Select(shape => empty(shape).uniform_(-2, 2, numbers).to_type(type).requires_grad_()).ToArray();
        Tensor[] outputs = layer.Call(inputs, new CallContext(Training: true, generator));
        outputs.Select((output, i) => (output.square() * (1 + i)).sum()).Aggregate((sum, one) => sum + one).backward();
        return outputs.Concat(inputs.Concat(layer.Variables.Select(v => v.Value)).Select(leaf => leaf.grad!))
            .Select(x => x.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray())
            .ToArray();
    }
}
