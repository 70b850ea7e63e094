using System.Collections;
using System.Text.Json;
using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.Goldens;

public class OptimizerGoldenTests
{
    private const double Tolerance = 1e-6;

    /// <summary>Arguments that the optimizers do not have yet; a covered run must have Keras's default of each.</summary>
    private static readonly Dictionary<string, string> NotYet = new()
    {
        ["use_ema"] = "false",
        ["ema_momentum"] = "0.99",
        ["ema_overwrite_frequency"] = "null",
        ["loss_scale_factor"] = "null",
        ["gradient_accumulation_steps"] = "null",
    };

    public static TheoryData<string> Cases => new(new[]
    {
        "SGD", "SGD_momentum", "SGD_nesterov", "SGD_weight_decay", "SGD_clipnorm", "SGD_clipvalue", "SGD_global_clipnorm",
        "RMSprop", "RMSprop_centered_momentum", "Adam", "Adam_amsgrad", "AdamW",
    }.Select(name => $"optimizers/{name}"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_after_each_step_are_Keras_s(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        JsonElement section = Golden.Root.GetProperty("optimizers");
        JsonElement golden = GoldenCases.All[name];
        Variable[] variables = section.GetProperty("initial").EnumerateArray()
            .Select((value, i) => new Variable($"v{i}", value.Tensor(), trainable: true, regularizer: null))
            .ToArray();
        using FlatParameters parameters = FlatParameters.Gather(variables, CPU);
        Optimizer optimizer = Make(name, golden);
        optimizer.Attach(parameters);

        JsonElement[] gradients = section.GetProperty("gradients_per_step").EnumerateArray().ToArray();
        JsonElement[] after = golden.GetProperty("after_each_step").EnumerateArray().ToArray();
        for (int step = 0; step < after.Length; step++)
        {
            for (int i = 0; i < variables.Length; i++)
                variables[i].Value.grad!.copy_(gradients[step][i].Tensor());
            optimizer.Apply();
            for (int i = 0; i < variables.Length; i++)
                Golden.AssertClose(after[step][i], variables[i].Value, Tolerance, $"{name}, step {step + 1}, variable {i}");
        }

        Assert.Equal(after.Length, optimizer.Iterations);
    }

    private static Optimizer Make(string name, JsonElement golden)
    {
        Hashtable specification = new()
        {
            ["class_name"] = name.Split('/', '_')[1],
            ["learning_rate"] = golden.GetProperty("learning_rate"),
        };
        foreach (JsonProperty argument in golden.GetProperty("config").EnumerateObject())
        {
            if (NotYet.TryGetValue(argument.Name, out string? only))
                Assert.Equal(only, argument.Value.GetRawText());
            else if (argument.Name != "name")
                specification[argument.Name] = argument.Value;
        }

        return KerasRegistry.Resolve<Optimizer>(specification);
    }
}
