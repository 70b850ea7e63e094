namespace KerasPS.Tests.Callbacks;

[Collection(RunsAlone.Name)]
public class BestWeightsTests
{
    [Fact]
    public void Copies_of_weights_do_not_outlive_the_training()
    {
        EarlyStopping stopping = new(patience: 50, restoreBestWeights: true);
        Model model = TinyTraining.Model();
        Train();
        Train();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        Train();
        Assert.Equal(before, Tensor.TotalCount);

        void Train() => Assert.Equal(3, model.Fit(TinyTraining.Data, TinyTraining.Options(3, TinyTraining.Script("val_loss", 3, 2, 1), stopping)).Count());
    }
}
