namespace KerasPS.Tests.Callbacks;

[TestsOf(typeof(SwapEmaWeights))]
public sealed class SwapEmaWeightsTests : FolderTest
{
    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(SwapEmaWeights), _ => new SwapEmaWeights(swapOnEpoch: true)) { NoState = new() { ["wasSwapped"] = "no backup is made within an evaluation" } },
    ];

    /// <summary>Keras's test_swap_ema_weights_with_invalid_optimizer, before epoch 1.</summary>
    [Fact]
    [MirrorsKeras("swap_ema_weights_test.test_swap_ema_weights_with_invalid_optimizer")]
    public void Needs_an_optimizer_with_an_average()
    {
        KerasException error = Assert.Throws<KerasException>(() => TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(2, new SwapEmaWeights())));
        Assert.Contains("SGD keeps no moving average", error.Message);
    }

    /// <summary>Keras's test_swap_ema_weights and test_swap_ema_weights_with_loss_scale_optimizer.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [MirrorsKeras("swap_ema_weights_test.test_swap_ema_weights")]
    [MirrorsKeras("swap_ema_weights_test.test_swap_ema_weights_with_loss_scale_optimizer")]
    public void Validates_the_average(bool hasLossScale)
    {
        Model plain = Model(hasLossScale);
        Assert.NotEqual(LastLoss(plain), Loss(plain));
        Model swapped = Model(hasLossScale);
        Assert.Equal(LastLoss(swapped, new SwapEmaWeights()), Loss(swapped));
        Assert.Equal(plain.Weights(), swapped.Weights());
    }

    /// <summary>Keras's test_swap_ema_weights_on_epoch.</summary>
    [Fact]
    [MirrorsKeras("swap_ema_weights_test.test_swap_ema_weights_on_epoch")]
    public void Later_callbacks_find_the_average_after_an_epoch()
    {
        Model model = Model();
        Fit(model, 2, new SwapEmaWeights(swapOnEpoch: true), new ModelCheckpoint(Folder.PathOf("{epoch}.keras")));
        Assert.Equal(model.Weights(), ModelFile.Load(Folder.PathOf("2.keras")).Weights());
        Model without = Model();
        Fit(without, 2);
        Assert.Equal(without.Weights(), model.Weights());
    }

    /// <summary>Unlike in Keras, where early stopping leaves the weights themselves.</summary>
    [Fact]
    public void The_model_has_the_average_after_early_stopping_too()
    {
        Model model = Model();
        LambdaCallback stopper = new() { EpochEnd = (epoch, _) => model.StopTraining = epoch == 1 };
        Fit(model, 9, stopper, new SwapEmaWeights(swapOnEpoch: true));
        Model without = Model();
        Fit(without, 2);
        Assert.Equal(without.Weights(), model.Weights());
    }

    /// <summary>Unlike in Keras, which leaves the average in the model.</summary>
    [Fact]
    public void A_prediction_puts_the_weights_back()
    {
        Model model = Model();
        List<float[]> during = [];
        SwapEmaWeights swap = new();
        LambdaCallback predicts = new()
        {
            EpochEnd = (_, _) =>
            {
                float[] before = model.Weights();
                model.Predict(TinyTraining.Data, new FitOptions { Device = "cpu", Callbacks = [swap, new LambdaCallback { PredictBegin = _ => during.Add(model.Weights()) }] });
                Assert.Equal(before, model.Weights());
                Assert.NotEqual(before, during[^1]);
            },
        };
        Fit(model, 2, predicts);
        Assert.Equal(2, during.Count);
        Assert.Equal(during[1], model.Weights());
    }

    [Fact]
    public void An_error_within_validation_leaves_the_weights_themselves()
    {
        Model model = Model();
        float[] trained = [];
        LambdaCallback failing = new() { TestBegin = _ => trained = model.Weights(), TestEnd = _ => throw new NotSupportedException("mine") };
        Assert.Throws<NotSupportedException>(() => Fit(model, 2, failing, new SwapEmaWeights()));
        Assert.Equal(trained, model.Weights());
    }

    private static Model Model(bool hasLossScale = false)
    {
        SGD sgd = new(0.1) { UseEma = true, EmaMomentum = 0.9 };
        return TinyTraining.Model(hasLossScale ? new LossScaleOptimizer(sgd) : sgd);
    }

    private static void Fit(Model model, int epochs, params Callback[] callbacks) =>
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(epochs, callbacks)).Count();

    private static double LastLoss(Model model, params Callback[] callbacks) =>
        (double)model.Fit(TinyTraining.Data, TinyTraining.Options(2, callbacks)).Last()["val_loss"]!;

    private static double Loss(Model model) => model.Evaluate(TinyTraining.Validation, new FitOptions { BatchSize = 4, Device = "cpu", Threads = 1 })[0].Value;
}
