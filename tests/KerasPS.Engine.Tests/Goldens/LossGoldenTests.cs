using System.Collections;
using KerasPS.Losses;

namespace KerasPS.Tests.Goldens;

public class LossGoldenTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Cases => new(GoldenCases.Of("losses", _ => true));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_reduction_is_Keras_s(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement golden = GoldenCases.All[name];
        Tensor yTrue = GoldenInput.Of(golden, "y_true")!;
        Tensor yPred = GoldenInput.Of(golden, "y_pred")!;
        Tensor? weight = GoldenInput.Of(golden, "sample_weight");
        foreach (LossReduction reduction in Enum.GetValues<LossReduction>())
        {
            string reductionName = KerasNaming.ToSnakeCase(reduction.ToString());
            Tensor value = Make(golden, reductionName).Compute(yTrue, yPred, weight);
            Golden.AssertClose(golden.GetProperty(reductionName), value, Tolerance, $"{name}, {reductionName}");
        }
    }

    private static Loss Make(JsonElement golden, string reduction)
    {
        Hashtable specification = new() { ["class_name"] = golden.GetProperty("loss").GetString(), ["reduction"] = reduction };
        foreach (JsonProperty argument in golden.GetProperty("kwargs").EnumerateObject())
            specification[argument.Name] = argument.Value;
        return KerasRegistry.Resolve<Loss>(specification);
    }
}
