using System.Collections;
using KerasPS.Activations;
using KerasPS.Regularizers;

namespace KerasPS.Tests.Gradients;

public class FunctionGradientTests
{
    /// <summary>The arguments that functions with options are tried with.</summary>
    private static readonly Dictionary<string, Hashtable[]> ActivationOptions = new()
    {
        ["Celu"] = [[], new() { ["alpha"] = 0.5 }],
        ["Elu"] = [[], new() { ["alpha"] = 0.5 }],
        ["Gelu"] = [[], new() { ["approximate"] = true }],
        ["Glu"] = [[], new() { ["axis"] = 0 }],
        ["LogSoftmax"] = [[], new() { ["axis"] = 0 }],
        ["Relu"] =
        [
            [], new() { ["max_value"] = 2 }, new() { ["max_value"] = 6, ["threshold"] = 1 }, new() { ["negative_slope"] = 0.1 },
            new() { ["negative_slope"] = 0.1, ["max_value"] = 2, ["threshold"] = 1 },
        ],
        ["Softmax"] = [[], new() { ["axis"] = 0 }],
        ["Sparsemax"] = [[], new() { ["axis"] = 0 }],
        ["Threshold"] = [new() { ["threshold"] = 1, ["default_value"] = 3 }],
    };

    public static TheoryData<string> Activations => NamesOf(typeof(ActivationFunction));

    public static TheoryData<string> Regularizers => NamesOf(typeof(Regularizer));

    [Theory]
    [MemberData(nameof(Activations))]
    public void Gradients_of_an_activation_agree_with_differences(string name)
    {
        foreach (Hashtable arguments in ActivationOptions.GetValueOrDefault(name, [[]]))
        {
            using DisposeScope scope = NewDisposeScope();
            arguments["class_name"] = name;
            ActivationFunction activation = KerasRegistry.Resolve<ActivationFunction>(arguments);
            Tensor input = GradientCheck.Values([4, 6], seed: 1, low: -4, high: 4);
            GradientCheck.Of(() => activation.Call(input), input);
        }
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
