using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

public class FrozenModelTests
{
    [Fact]
    public void A_model_of_frozen_layers_can_be_fitted_with_a_warning_and_keeps_its_weights()
    {
        Sequential model = Classifier();
        model.Build([4]);
        foreach (Layer layer in model.Layers)
            layer.Trainable = false;
        float[] before = model.Weights();
        RecordingOutput output = new();
        EpochLog[] logs = model.Train(Classes(20), new() { Epochs = 2, Output = output });
        Assert.Contains("no trainable variables", Assert.Single(output.Warnings), StringComparison.Ordinal);
        Assert.Equal(before, model.Weights());
        Assert.Equal((double)logs[0]["loss"]!, (double)logs[1]["loss"]!, tolerance: 1e-5);
    }
}
