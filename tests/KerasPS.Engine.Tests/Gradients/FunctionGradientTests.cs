using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Regularizers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.Gradients;

public class FunctionGradientTests
{
    public static TheoryData<string> Activations => NamesOf(typeof(ActivationFunction));

    public static TheoryData<string> Regularizers => NamesOf(typeof(Regularizer));

    [Theory]
    [MemberData(nameof(Activations))]
    public void Gradients_of_an_activation_agree_with_differences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        ActivationFunction activation = KerasRegistry.Resolve<ActivationFunction>(name);
        Tensor input = GradientCheck.Values([4, 5], seed: 1, low: -4, high: 4);
        GradientCheck.Of(() => activation.Call(input), input);
    }

    [Theory]
    [MemberData(nameof(Regularizers))]
    public void Gradients_of_a_penalty_agree_with_differences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor variable = GradientCheck.Values([4, 5], seed: 1);
        GradientCheck.Of(() => KerasRegistry.Resolve<Regularizer>(name).Penalty(variable), variable);
    }

    private static TheoryData<string> NamesOf(Type family) => new(KerasRegistry.ClassesOf(family).Select(type => type.Name));
}
