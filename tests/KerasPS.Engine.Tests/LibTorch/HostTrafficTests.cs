using KerasPS.Metrics;
using KerasPS.Regularizers;
using KerasPS.Tests.Layers;
using KerasPS.Tests.Metrics;

namespace KerasPS.Tests.LibTorch;

/// <summary>
/// What on a GPU would make the host wait in each step: values of tensors that .NET reads, and tensors that are made from its arrays. The provider LibTorch
/// counts both, on every device.
/// </summary>
[Collection(RunsAlone.Name)]
public class HostTrafficTests : TensorTest
{
    /// <summary>Their numbers are on the CPU on every device; of these, the loss scale alone waits for gradients.</summary>
    private static readonly string[] HaveNumbers = [nameof(LossScaleOptimizer), nameof(Nadam), nameof(ScheduleFreeAdamW)];

    public static TheoryData<string> LayerCases =>
        new(LayerCase.All.Where(named => !named.Value.ChecksOnCpu).Select(named => named.Key));

    public static TheoryData<Type> MetricClasses => new(KerasRegistry.ClassesOf(typeof(Metric)));

    public static TheoryData<string, bool> OptimizerCases
    {
        get
        {
            TheoryData<string, bool> cases = [];
            foreach (Type type in KerasRegistry.ClassesOf(typeof(Optimizer)).Where(type => !HaveNumbers.Contains(type.Name)))
            {
                cases.Add(type.Name, false);
                cases.Add(type.Name, true);
            }

            return cases;
        }
    }

    private static long Traffic => TorchSharp.Native.HostTraffic.Count;

    [Theory]
    [MemberData(nameof(LayerCases))]
    public void A_layer_s_second_batch_needs_none(string name)
    {
        using Generator generator = new(3);
        LayerCase @case = LayerCase.All[name];
        Layer layer = @case.MakeBuilt();
        Tensor[] inputs = Array.ConvertAll(@case.Inputs(), input => input.to_type(ScalarType.Float32));
        CallContext context = new CallContext(@case.Training, generator).WithMasks(@case.MaskTensors());
        layer.Call(inputs, context);
        long before = Traffic;
        layer.Call(inputs, context);
        Assert.Equal(before, Traffic);
    }

    [Theory]
    [MemberData(nameof(MetricClasses))]
    public void A_metric_s_second_batch_needs_none(Type type)
    {
        Metric metric = MetricSamples.Make(type);
        (Tensor labels, Tensor outputs, Tensor weights) = (MetricSamples.Labels(metric), MetricSamples.Outputs(), ones([4]));
        metric.Update(labels, outputs, weights);
        long before = Traffic;
        metric.Update(labels, outputs, weights);
        Assert.Equal(before, Traffic);
    }

    [Theory]
    [MemberData(nameof(OptimizerCases))]
    public void An_optimizer_s_steps_need_none(string className, bool withOptions) =>
        AssertNone(TinyTraining.Model(Optimizers.OptimizerCases.Create(className, withOptions)), TinyTraining.Data, TinyTraining.Options(2));

    [Fact]
    public void A_training_with_all_that_can_be_in_a_step_needs_none()
    {
        Dataset data = Training.TrainingFixtures.Classes(64, isWeighted: true);
        Sequential model = new(
        [
            new GaussianNoise(0.1), new Dense(8, "relu") { KernelRegularizer = new L2(), ActivityRegularizer = new L2() }, new BatchNormalization(), new Dropout(0.2, seed: 1),
            new Dense(3, "softmax"),
        ]);
        model.Compile(new Adam { GlobalClipnorm = 1, WeightDecay = 0.01, UseEma = true }, "sparse_categorical_crossentropy", ["accuracy"], ["accuracy"]);
        AssertNone(model, data, new FitOptions
        {
            BatchSize = 8,
            Epochs = 2,
            ValidationSplit = 0.5,
            Callbacks = [new GradientMonitor(eachLayer: true)],
        });
    }

    [Fact]
    public void A_step_that_reads_its_loss_is_noticed() =>
        Assert.All(InSteps(TinyTraining.Model(), TinyTraining.Data, TinyTraining.Options(1), readsLoss: true), count => Assert.NotEqual(0, count));

    private static void AssertNone(Model model, Dataset data, FitOptions options) => Assert.All(InSteps(model, data, options), count => Assert.Equal(0, count));

    /// <summary>The traffic of each step, but of those that begin a training or a validation.</summary>
    private static IReadOnlyList<long> InSteps(Model model, Dataset data, FitOptions options, bool readsLoss = false)
    {
        Recorder recorder = new(readsLoss);
        _ = model.Fit(data, options with { Callbacks = [recorder, .. options.Callbacks] }).Count();
        Assert.NotEmpty(recorder.Counts);
        return recorder.Counts;
    }

    private sealed class Recorder(bool readsLoss) : Callback
    {
        private long before;

        public List<long> Counts { get; } = [];

        public override void OnTrainBatchBegin(int batch, Logs logs) => before = Traffic;

        public override void OnTestBatchBegin(int batch, Logs logs) => before = Traffic;

        public override void OnTrainBatchEnd(int batch, Logs logs) => Count(batch, logs);

        public override void OnTestBatchEnd(int batch, Logs logs) => Count(batch, logs);

        private void Count(int batch, Logs logs)
        {
            if (readsLoss)
                _ = logs.TryGetNumber("loss", out _);
            if (batch > 0)
                Counts.Add(Traffic - before);
        }
    }
}
