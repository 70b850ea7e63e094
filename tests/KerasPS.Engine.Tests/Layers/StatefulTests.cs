namespace KerasPS.Tests.Layers;

[Collection(RunsAlone.Name)]
public class StatefulTests : TensorTest
{
    public static TheoryData<Func<bool, RecurrentLayer>> Layers => new()
    {
        stateful => new SimpleRNN(3) { Stateful = stateful },
        stateful => new LSTM(3) { Stateful = stateful },
        stateful => new GRU(3) { Stateful = stateful },
        stateful => new RNN(new StackedRNNCells([new LSTMCell(2), new GRUCell(3)])) { Stateful = stateful },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_batch_goes_on_where_the_one_before_ended(Func<bool, RecurrentLayer> make)
    {
        Tensor whole = Sample([2, 6, 2]);
        Tensor[] halves = whole.chunk(2, 1);
        RecurrentLayer layer = make(true);
        float[] first = LayerFixtures.Call(layer, halves[0]).Values();
        float[] second = LayerFixtures.Call(layer, halves[1]).Values();

        Assert.Equal(LayerFixtures.Call(make(false), whole).Values(), second);
        Assert.NotEqual(first, LayerFixtures.Call(layer, halves[0]).Values());
        layer.ResetState();
        Assert.Equal(first, LayerFixtures.Call(layer, halves[0]).Values());
    }

    [Fact]
    public void Given_first_states_count_and_the_last_ones_are_kept_then()
    {
        GRU layer = new(3) { Stateful = true };
        Tensor input = Sample([2, 4, 2]);
        Tensor state = Sample([2, 3], seed: 1);
        LayerFixtures.Call(layer, input);
        float[] from = LayerFixtures.Run(layer, [input, state])[0].Value.Values();
        float[] next = LayerFixtures.Call(layer, input).Values();
        Assert.Equal(from, LayerFixtures.Run(new GRU(3), [input, state])[0].Value.Values());
        Assert.Equal(next, LayerFixtures.Run(new GRU(3), [input, tensor(from, [2, 3])])[0].Value.Values());
    }

    [Fact]
    public void Both_directions_keep_their_states()
    {
        Bidirectional layer = new(new LSTM(2) { Stateful = true });
        Tensor input = Sample([2, 4, 2]);
        float[] first = LayerFixtures.Call(layer, input).Values();
        float[] second = LayerFixtures.Call(layer, input).Values();
        Assert.DoesNotContain(true, first.Zip(second, (one, other) => one == other));
        layer.ResetState();
        Assert.Equal(first, LayerFixtures.Call(layer, input).Values());
    }

    [Fact]
    public void Another_number_of_samples_is_refused_until_the_state_is_reset()
    {
        LSTM layer = new(3) { Stateful = true };
        LayerFixtures.Call(layer, Sample([2, 4, 2]));
        ThrowsError("StateMismatch", () => LayerFixtures.Call(layer, Sample([3, 4, 2])), "'the_layer'", "2 samples", "3", "ResetState");
        layer.ResetState();
        LayerFixtures.Call(layer, Sample([3, 4, 2]));
    }

    [Fact]
    public void Gradients_do_not_go_back_into_the_batch_before()
    {
        using Generator generator = new(0);
        GRU layer = new(3) { Stateful = true };
        layer.Build([4, 2], generator);
        Tensor first = Sample([2, 4, 2]).requires_grad_();
        Tensor second = Sample([2, 4, 2], seed: 1).requires_grad_();
        CallContext context = new(Training: true, generator);
        layer.Call([first], context);
        layer.Call([second], context)[0].sum().backward();
        Assert.Null(first.grad);
        Assert.NotNull(second.grad);
    }

    [Fact]
    public void No_tensor_but_the_states_outlives_a_batch()
    {
        using Generator generator = new(0);
        LSTM layer = new(3) { Stateful = true, ReturnSequences = true };
        layer.Build([4, 2], generator);
        CallBatch();
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        for (int i = 0; i < 3; i++)
            CallBatch();
        Assert.Equal(before, Tensor.TotalCount);
        layer.ResetState();
        Assert.Equal(before - 2, Tensor.TotalCount);

        void CallBatch()
        {
            using DisposeScope scope = NewDisposeScope();
            LayerFixtures.Run(layer, [Sample([2, 4, 2])], ["1110 0111"]);
        }
    }
}
