using KerasPS.Tests.Layers;

namespace KerasPS.Tests.Saving;

/// <summary>Every layer comes back from a <c>.keras</c> file: its arguments, its variables, and what it computes.</summary>
public sealed class LayerFileTests : FolderTest
{
    /// <summary>The weights are equal; sums over them may round by where they lie in memory.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>All layers but that which only stands for the data.</summary>
    public static TheoryData<string> Cases => new(LayerCase.All.Keys.Where(name => name != nameof(InputLayer)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_comes_back_from_a_file(string name)
    {
        LayerCase @case = LayerCase.All[name];
        Functional model = @case.MakeModel();
        model.Randomize();
        string path = Folder.PathOf("a.keras");
        ModelFile.Save(model, path);
        Model again = ModelFile.Load(path, skipped: Assert.Fail);
        Assert.Equal(model.Layers.Select(Described), again.Layers.Select(Described));
        Assert.Equal(model.Variables.Select(variable => (variable.Path, variable.IsTrainable)), again.Variables.Select(variable => (variable.Path, variable.IsTrainable)));
        Assert.Equal(model.Weights(), again.Weights());
        Assert.Equal(Outputs(model, @case), Outputs(again, @case), (expected, actual) => expected.Equals(actual) || Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)));
    }

    private static string Described(Layer layer) => $"{layer.ClassName} {JsonSerializer.Serialize(layer.GetConfig())}";

    private static float[] Outputs(Model model, LayerCase @case)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using Generator generator = new(3);
        MaskedTensor[] inputs = @case.Inputs().Zip([.. @case.MaskTensors(), .. new Tensor?[@case.OtherInputs.Length + 1]], (input, mask) => new MaskedTensor(input.to_type(ScalarType.Float32), mask)).ToArray();
        return model.Run(inputs, new CallContext(@case.Training, generator)).SelectMany(output => output.Value.Values()).ToArray();
    }
}
