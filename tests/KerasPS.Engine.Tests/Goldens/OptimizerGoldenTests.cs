using System.Collections;
using System.Text.Json.Nodes;

namespace KerasPS.Tests.Goldens;

public class OptimizerGoldenTests
{
    private const double Tolerance = 1e-6;

    /// <summary>All of Keras's runs; none is left out.</summary>
    public static TheoryData<string> Cases => new(GoldenCases.Of("optimizers", _ => true));

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

        Assert.Equal(after.Length / (optimizer.Innermost.GradientAccumulationSteps ?? 1), optimizer.Iterations);
        if (!golden.TryGetProperty("average_after", out JsonElement averages))
            return;
        optimizer.FinalizeVariables();
        for (int i = 0; i < variables.Length; i++)
            Golden.AssertClose(averages[i], variables[i].Value, Tolerance, $"{name}, average of variable {i}");
    }

    private static Optimizer Make(string name, JsonElement golden)
    {
        Hashtable specification = new()
        {
            ["class_name"] = name.Split('/', '_')[1],
            ["learning_rate"] = LearningRateOf(golden.GetProperty("learning_rate")),
        };
        foreach (JsonProperty argument in golden.GetProperty("config").EnumerateObject().Where(argument => argument.Name != "name"))
            specification[argument.Name] = IsEmptyList(argument.Value) ? Array.Empty<string>() : argument.Value;
        return KerasRegistry.Resolve<Optimizer>(specification);
    }

    /// <summary>A number, or a schedule, which the file has as Python writes a dictionary.</summary>
    private static JsonElement LearningRateOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return value;
        JsonNode schedule = JsonNode.Parse(value.GetString()!.Replace('\'', '"').Replace("False", "false").Replace("None", "null"))!;
        ((JsonObject)schedule["config"]!).Remove("name");
        return JsonSerializer.SerializeToElement(schedule);
    }

    /// <summary>The file has an empty list as a text.</summary>
    private static bool IsEmptyList(JsonElement value) => value.ValueKind == JsonValueKind.String && value.ValueEquals("[]");
}
