using KerasPS.Initializers;

namespace KerasPS.Tests.Layers;

/// <summary>libtorch's operations for whole sequences, which GPUs use, against the loop over time.</summary>
public class SequenceOperationTests : TensorTest
{
    private static readonly Initializer Spread = new RandomUniform(-1, 1);

    private static readonly Dictionary<string, Func<RecurrentLayer>> Layers = new()
    {
        ["SimpleRNN"] = () => new SimpleRNN(3) { ReturnSequences = true, ReturnState = true, BiasInitializer = Spread },
        ["SimpleRNN without bias"] = () => new SimpleRNN(3, useBias: false) { GoBackwards = true },
        ["LSTM"] = () => new LSTM(3) { ReturnSequences = true, ReturnState = true, BiasInitializer = Spread },
        ["LSTM backward"] = () => new LSTM(3) { GoBackwards = true, ReturnState = true },
        ["LSTM without bias"] = () => new LSTM(3, useBias: false),
        ["LSTM with dropout of the inputs"] = () => new LSTM(3) { Dropout = 0.5, Seed = 2, ReturnSequences = true },
        ["GRU"] = () => new GRU(3) { ReturnSequences = true, ReturnState = true, BiasInitializer = Spread },
        ["GRU without bias"] = () => new GRU(3, useBias: false),
    };

    public static TheoryData<string> Cases => new(Layers.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_have_the_loop_s_numbers_and_gradients(string name)
    {
        foreach (bool hasStates in new[] { false, true })
        {
            double[][] loop = OutputsAndGradients(name, hasStates, usesOperations: false);
            double[][] operation = OutputsAndGradients(name, hasStates, usesOperations: true);
            Assert.Equal(loop.Length, operation.Length);
            for (int i = 0; i < loop.Length; i++)
            {
                Assert.Equal(loop[i].Length, operation[i].Length);
                Assert.All(loop[i].Zip(operation[i]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            }
        }
    }

    [Fact]
    public void What_they_do_not_know_goes_through_the_loop()
    {
        using Generator generator = new(1);
        (RecurrentCell Cell, bool Training, bool IsKnown)[] cases =
        [
            (new SimpleRNNCell(2), true, true),
            (new SimpleRNNCell(2, "relu"), true, false),
            (new LSTMCell(2), true, true),
            (new LSTMCell(2, "relu"), true, false),
            (new LSTMCell(2, recurrentActivation: "hard_sigmoid"), true, false),
            (new LSTMCell(2) { RecurrentDropout = 0.1 }, true, false),
            (new LSTMCell(2) { RecurrentDropout = 0.1 }, false, true),
            (new GRUCell(2), true, true),
            (new GRUCell(2) { ResetAfter = false }, true, false),
            (new GRUCell(2, "linear"), true, false),
            (new StackedRNNCells([new GRUCell(2)]), true, false),
        ];
        foreach ((RecurrentCell cell, bool training, bool isKnown) in cases)
        {
            cell.Build([3], generator);
            Assert.Equal(isKnown, cell.Begin(4, new CallContext(training, generator)).Sequence is not null);
        }
    }

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("LSTM")]
    public void Steps_that_nothing_follows_from_have_no_part_in_the_gradients(string name)
    {
        double[][] loop = OutputsAndGradients(name, hasStates: true, usesOperations: false, steps: 3);
        double[][] operation = OutputsAndGradients(name, hasStates: true, usesOperations: true, steps: 3);
        Assert.Equal(loop.Length, operation.Length);
        Assert.All(loop.Zip(operation), pair => Assert.Equal(pair.First, pair.Second, (one, other) => Math.Abs(one - other) < 1e-12));
        Assert.All(loop[^2], gradient => Assert.NotEqual(0, gradient));
    }

    private static double[][] OutputsAndGradients(string name, bool hasStates, bool usesOperations, int? steps = null)
    {
        using Generator generator = new(1);
        RecurrentLayer layer = Layers[name]();
        layer.UsesSequenceOperations = usesOperations;
        layer.Build([5, 2], generator);
        foreach (Variable variable in layer.Variables)
            variable.MoveTo(variable.Value.detach().to_type(ScalarType.Float64).requires_grad_());
        Tensor[] inputs = [LayerFixtures.Sample([4, 5, 2]), .. hasStates ? layer.Cell.StateSize.Select((size, i) => LayerFixtures.Sample([4, size], 1 + i)) : []];
        inputs = Array.ConvertAll(inputs, input => input.to_type(ScalarType.Float64).requires_grad_());

        Tensor[] outputs = layer.Call(inputs, new CallContext(Training: true, generator));
        if (steps is { } first)
            outputs = [outputs[0].narrow(1, 0, first)];
        outputs.Select((output, i) => (output.square() * (1 + i)).sum()).Aggregate((sum, one) => sum + one).backward();
        return outputs.Concat(inputs.Concat(layer.Variables.Select(v => v.Value)).Select(leaf => leaf.grad!))
            .Select(x => x.detach().contiguous().data<double>().ToArray())
            .ToArray();
    }
}
