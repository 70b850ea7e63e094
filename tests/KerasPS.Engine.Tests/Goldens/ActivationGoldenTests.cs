using KerasPS.Activations;

namespace KerasPS.Tests.Goldens;

public class ActivationGoldenTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Cases => new(GoldenCases.Of("activations", _ => true));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_are_Keras_s(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement golden = GoldenCases.All[name];
        ActivationFunction activation = KerasRegistry.Resolve<ActivationFunction>(golden.GetProperty("activation").GetString()!);
        Golden.AssertClose(golden.GetProperty("y"), activation.Call(golden.GetProperty("x").Tensor()), Tolerance, name);
    }
}
