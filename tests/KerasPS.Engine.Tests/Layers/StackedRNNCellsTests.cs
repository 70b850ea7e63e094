namespace KerasPS.Tests.Layers;

public class StackedRNNCellsTests : TensorTest
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new StackedRNNCells([new SimpleRNNCell(2), new LSTMCell(2)]), [2, 3]) { OtherInputs = [[2, 2], [2, 2], [2, 2]] },
    ];

    [Theory]
    [InlineData(null)]
    [InlineData("1101 0110")]
    public void A_stack_of_cells_is_as_layers_one_after_the_other(string? mask)
    {
        RNN stack = new(new StackedRNNCells([new LSTMCell(2), new GRUCell(3)])) { ReturnSequences = true, ReturnState = true };
        LSTM below = new(2) { ReturnSequences = true, ReturnState = true, UsesSequenceOperations = false };
        GRU above = new(3) { ReturnSequences = true, ReturnState = true };
        Tensor input = Sample([2, 4, 2]);
        Tensor[] outputs = Values(LayerFixtures.Run(stack, [input], [mask]));
        Tensor[] ofBelow = Values(LayerFixtures.Run(below, [input], [mask]));
        LayerFixtures.Run(above, [ofBelow[0]], [mask]);
        foreach ((Variable one, Variable other) in stack.Variables.Zip(below.Variables.Concat(above.Variables)))
            other.Assign(one.ToArray());
        ofBelow = Values(LayerFixtures.Run(below, [input], [mask]));
        Tensor[] ofAbove = Values(LayerFixtures.Run(above, [ofBelow[0]], [mask]));

        Tensor[] expected = [ofAbove[0], ofBelow[1], ofBelow[2], ofAbove[1]];
        Assert.Equal(expected.Select(x => x.Values()), outputs.Select(x => x.Values()));
    }

    [Fact]
    public void The_cells_have_names_of_their_own_within_the_stack()
    {
        using Generator generator = new(0);
        RNN layer = new(new StackedRNNCells([new LSTMCell(2), new GRUCell(3), new LSTMCell(4), new LSTMCell(5) { Name = "own" }])) { Name = "rnn" };
        layer.Build([5, 6], generator);
        Assert.Equal(
            [
                "rnn/stacked_rnn_cells/lstm_cell/kernel (6, 8)", "rnn/stacked_rnn_cells/gru_cell/kernel (2, 9)", "rnn/stacked_rnn_cells/lstm_cell_1/kernel (3, 16)",
                "rnn/stacked_rnn_cells/own/kernel (4, 20)",
            ],
            layer.Variables.Where(v => v.Name == "kernel").Select(v => $"{v.Path} {Shape.Format(v.Shape)}"));
        Assert.Equal([5], layer.OutputShape!);
        StackedRNNCells twice = new([new GRUCell(2) { Name = "a" }, new GRUCell(2) { Name = "a" }]) { Name = "stack" };
        ThrowsError("DuplicateName", () => twice.Build([3], generator), "'stack'", "'a'");
    }

    [Fact]
    public void A_cell_alone_does_one_time_step()
    {
        foreach (RecurrentCell cell in new RecurrentCell[] { new SimpleRNNCell(2), new LSTMCell(2), new GRUCell(2) })
        {
            RNN layer = new(cell) { ReturnState = true, UsesSequenceOperations = false };
            Tensor sequence = Sample([3, 2, 4]);
            Tensor[] whole = Values(LayerFixtures.Run(layer, [sequence]));
            Tensor[] steps = sequence.unbind(1);
            Tensor[] first = Values(LayerFixtures.Run(cell, [steps[0]]));
            Tensor[] second = Values(LayerFixtures.Run(cell, [steps[1], .. first[1..]]));
            Assert.Equal(whole.Select(x => x.Values()), second.Select(x => x.Values()));
        }
    }

    private static Tensor[] Values(MaskedTensor[] outputs) => Array.ConvertAll(outputs, output => output.Value);
}
