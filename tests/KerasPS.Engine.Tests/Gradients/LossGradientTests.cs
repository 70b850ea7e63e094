using KerasPS.Losses;
using KerasPS.Tests.Losses;

namespace KerasPS.Tests.Gradients;

public class LossGradientTests : TensorTest
{
    public static TheoryData<string> Cases => new(LossCase.All.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree_with_differences(string name)
    {
        LossCase @case = LossCase.All[name];
        foreach (LossReduction reduction in Enum.GetValues<LossReduction>())
        {
            Loss loss = @case.Make(reduction);
            (Tensor labels, Tensor predicted, Tensor weight) = (@case.LabelTensor(), @case.Outputs(), @case.Weights());
            GradientCheck.Of(() => loss.Compute(labels, predicted), predicted);
            predicted.grad!.fill_(0);
            GradientCheck.Of(() => loss.Compute(labels, predicted, weight), predicted);
            predicted.grad!.fill_(0);
            GradientCheck.Of(() => loss.Compute(labels, predicted, weight, weight.gt(1)), predicted);
        }
    }

    [Fact]
    public void Every_loss_is_checked()
    {
        string[] without = KerasRegistry.ClassesOf(typeof(Loss)).Except(LossCase.All.Values.Select(one => one.Make(LossReduction.Sum).GetType())).Select(type => type.Name).ToArray();
        Assert.True(without.Length == 0, $"Without a case: {string.Join(", ", without)}. Give the class that tests the loss a property 'internal static {nameof(LossCase)}[] LossCases'.");
    }

    [Fact]
    public void Logits_of_0_have_a_gradient()
    {
        Tensor logits = zeros([2, 1], ScalarType.Float64, requires_grad: true);
        new BinaryCrossentropy(fromLogits: true).Compute(tensor([0.0, 1], [2, 1]), logits).backward();
        Assert.Equal([0.25, -0.25], logits.grad!.data<double>().ToArray());
    }
}
