using KerasPS.Regularizers;
using KerasPS.Tests.Layers;
using KerasPS.Tests.Optimizers;
using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

[Collection(RunsAlone.Name)]
public class LiveTensorTests
{
    private static readonly Dataset Data = Classes(4040, isWeighted: true);

    public static TheoryData<string> Layers => new(LayerCase.All.Keys);

    [Fact]
    public void As_many_live_after_batch_1000_as_after_batch_10()
    {
        Sequential model = Model();
        Counter counter = new();
        FitOptions options = new() { BatchSize = 4, Callbacks = [counter] };
        _ = model.Fit(Data, options).Count();
        model.Evaluate(Data, options);
        model.Predict(Data, options);

        Assert.Equal(["evaluate 10", "evaluate 1000", "predict 10", "predict 1000", "train 10", "train 1000"], counter.Counts.Keys.Order(StringComparer.Ordinal));
        foreach (string loop in new[] { "train", "evaluate", "predict" })
            Assert.Equal(counter.Counts[$"{loop} 10"], counter.Counts[$"{loop} 1000"]);
    }

    [Fact]
    public void As_many_live_after_a_third_fit_as_after_a_second()
    {
        Sequential model = Model();
        FitEvaluateAndPredict(model);
        FitEvaluateAndPredict(model);
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        FitEvaluateAndPredict(model);
        Assert.Equal(before, Tensor.TotalCount);
    }

    /// <summary>After the steps of one group of accumulated gradients as after those of another, and also once the training has ended.</summary>
    [Theory]
    [MemberData(nameof(OptimizerCases.All), MemberType = typeof(OptimizerCases))]
    public void No_optimizer_leaves_any_behind(string className, bool withOptions)
    {
        Sequential model = TinyTraining.Model(OptimizerCases.Create(className, withOptions));
        RunsAlone.CollectTensors();
        Fit();
        RunsAlone.CollectTensors();
        Assert.Equal(Fit(), Fit());

        (long, long) Fit()
        {
            List<long> counts = [];
            int batches = 0;
            LambdaCallback count = new()
            {
                TrainBatchEnd = (_, _) =>
                {
                    if (++batches is 4 or 12)
                        counts.Add(Tensor.TotalCount);
                },
            };
            _ = model.Fit(TinyTraining.Data, TinyTraining.Options(4, count)).Count();
            Assert.Equal(counts[0], counts[1]);
            return (counts[0], Tensor.TotalCount);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void No_layer_leaves_any_behind(string name)
    {
        LayerCase @case = LayerCase.All[name];
        Layer layer = @case.MakeBuilt();
        using Generator generator = new(3);
        Call();
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        Call();
        Call();
        Assert.Equal(before, Tensor.TotalCount);
        GC.KeepAlive(layer);

        void Call()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor[] inputs = Array.ConvertAll(@case.Inputs(), input => input.to_type(ScalarType.Float32));
            layer.Call(inputs, new CallContext(@case.Training, generator).WithMasks(@case.MaskTensors()));
        }
    }

    [Fact]
    public void A_fit_that_is_refused_leaves_none_behind()
    {
        Sequential model = Model();
        FitEvaluateAndPredict(model);
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        Assert.Throws<KerasException>(() => model.Fit(Data, new FitOptions { StepsPerEpoch = 0 }));
        Assert.Throws<KerasException>(() => model.Fit(Data, new FitOptions { ValidationData = Numbered(3) }));
        Assert.Throws<KerasException>(() => model.Fit(Data, new FitOptions { ClassWeight = new Dictionary<int, double>() }));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Keeping_the_best_weights_leaves_none_behind()
    {
        Sequential model = Model();
        EarlyStopping stopping = new("loss", patience: 50, restoreBestWeights: true);
        FitOptions options = new() { BatchSize = 512, Epochs = 3, Callbacks = [stopping] };
        Assert.Equal(3, model.Fit(Data, options).Count());
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        Assert.Equal(3, model.Fit(Data, options).Count());
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void FitEvaluateAndPredict(Sequential model)
    {
        FitOptions options = new() { BatchSize = 512, Epochs = 2, ValidationSplit = 0.2 };
        _ = model.Fit(Data, options).Count();
        model.Evaluate(Data, options);
        model.Predict(Data, options);
    }

    private static Sequential Model()
    {
        Sequential model = new(
        [
            new Dense(8, "relu") { KernelRegularizer = new L2() }, new Dropout(0.2), new BatchNormalization(), new Dense(3, "softmax"),
        ]);
        model.Compile(new Adam { Clipnorm = 1, WeightDecay = 0.001 }, "sparse_categorical_crossentropy", ["accuracy"], ["accuracy"]);
        return model;
    }

    /// <summary>Counts the live tensors after batches 10 and 1,000 of each loop.</summary>
    private sealed class Counter : Callback
    {
        public Dictionary<string, long> Counts { get; } = [];

        public override void OnTrainBatchEnd(int batch, Logs logs) => Count("train", batch);

        public override void OnTestBatchEnd(int batch, Logs logs) => Count("evaluate", batch);

        public override void OnPredictBatchEnd(int batch, Logs logs) => Count("predict", batch);

        private void Count(string loop, int batch)
        {
            if (batch + 1 == 10)
                RunsAlone.CollectTensors();
            if (batch + 1 is 10 or 1000)
                Counts.Add($"{loop} {batch + 1}", Tensor.TotalCount);
        }
    }
}
