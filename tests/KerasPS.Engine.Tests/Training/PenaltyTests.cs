using KerasPS.Regularizers;

namespace KerasPS.Tests.Training;

/// <summary>Penalties on weights in the loss of a model: those of trainable variables, in training and evaluation alike.</summary>
public class PenaltyTests
{
    private static readonly Dataset Data = new([1, 2], [1], [2, 4]);
    private readonly Dense first = new(1) { KernelInitializer = "ones", KernelRegularizer = new L2(0.5) };
    private readonly Dense second = new(1)
    {
        KernelInitializer = new Initializers.Constant(2),
        KernelRegularizer = new L1(0.25),
        BiasRegularizer = new L1(0.25),
        BiasInitializer = new Initializers.Constant(-4),
    };
    private readonly Sequential model;

    public PenaltyTests()
    {
        model = new([first, second]);
        model.Compile(new SGD(0), "mse", ["mse"]);
    }

    [Fact]
    public void They_are_in_the_loss_of_training_and_validation_but_in_no_metric()
    {
        // The outputs lack 4 everywhere; the penalties are 0.5 · 1², 0.25 · 2 and 0.25 · 4.
        EpochLog log = model.Fit(Data, new() { ValidationData = Data, BatchSize = 1 }).Single();
        Assert.Equal(16 + 0.5 + 0.5 + 1, (double)log["loss"]!, 5);
        Assert.Equal(log["loss"], log["val_loss"]);
        Assert.Equal(16, (double)log["mse"]!, 5);
        Assert.Equal(log["loss"], model.Evaluate(Data)[0].Value);
    }

    [Fact]
    public void A_frozen_layer_has_none()
    {
        second.Trainable = false;
        Assert.Equal(16 + 0.5, (double)model.Fit(Data).Single()["loss"]!, 5);
        Assert.Equal(16 + 0.5, model.Evaluate(Data)[0].Value, 5);
        second.Trainable = true;
        Assert.Equal(16 + 0.5 + 0.5 + 1, model.Evaluate(Data)[0].Value, 5);
    }
}
