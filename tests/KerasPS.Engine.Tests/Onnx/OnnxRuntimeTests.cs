using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Tests.Gradients;

namespace KerasPS.Tests.Onnx;

/// <summary>ONNX Runtime computes what the layers compute.</summary>
public class OnnxRuntimeTests(OnnxRuns runs) : IClassFixture<OnnxRuns>
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Cases => new(OnnxRuns.Names);

    [OnnxRuntimeTheory]
    [MemberData(nameof(Cases))]
    public void It_computes_the_same(string name)
    {
        (OnnxCase @case, OnnxRuntime.Result result) = runs[name];
        Assert.Null(result.Error);
        Assert.Equal(@case.Expected.Select(output => output.Name), result.Outputs!.Select(output => output.Name));
        foreach ((OnnxRuntime.Array expected, OnnxRuntime.Array actual) in @case.Expected.Zip(result.Outputs!))
        {
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.InRange(ErrorOf(expected, actual), 0, Tolerance);
        }
    }

    [Fact]
    public void Every_class_of_layers_is_run() =>
        Assert.Equal(KerasRegistry.ClassesOf(typeof(Layer)).ToHashSet(), LayerGradientTests.Checked.ToHashSet());

    /// <summary>The largest difference, as a part of the largest value.</summary>
    internal static double ErrorOf(OnnxRuntime.Array expected, OnnxRuntime.Array actual)
    {
        double largest = expected.Values.Select(value => (double)Math.Abs(value)).DefaultIfEmpty(0).Max();
        double difference = expected.Values.Zip(actual.Values, (e, a) => float.IsNaN(e) && float.IsNaN(a) ? 0 : (double)Math.Abs(e - a)).DefaultIfEmpty(0).Max();
        return difference == 0 ? 0 : difference / Math.Max(largest, float.Epsilon);
    }
}
