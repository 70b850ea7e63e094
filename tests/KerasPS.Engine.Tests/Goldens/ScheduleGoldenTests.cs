using KerasPS.Schedules;

namespace KerasPS.Tests.Goldens;

public class ScheduleGoldenTests
{
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, LearningRateSchedule> Schedules = new()
    {
        ["schedules/ExponentialDecay(0.1,10,0.5)"] = new ExponentialDecay(0.1, 10, 0.5),
        ["schedules/ExponentialDecay staircase"] = new ExponentialDecay(0.1, 10, 0.5, staircase: true),
        ["schedules/PiecewiseConstantDecay([5,10],[1,.5,.1])"] = new PiecewiseConstantDecay([5, 10], [1, 0.5, 0.1]),
        ["schedules/PolynomialDecay(0.1,10,0.01,power=2)"] = new PolynomialDecay(0.1, 10, 0.01, power: 2),
        ["schedules/PolynomialDecay cycle"] = new PolynomialDecay(0.1, 10, 0.01, cycle: true),
        ["schedules/InverseTimeDecay(0.1,10,0.5)"] = new InverseTimeDecay(0.1, 10, 0.5),
        ["schedules/CosineDecay(0.1,20,alpha=0.1)"] = new CosineDecay(0.1, 20, alpha: 0.1),
        ["schedules/CosineDecay warmup(0.0->0.1 in 5, 20)"] = new CosineDecay(0, 20, warmupTarget: 0.1, warmupSteps: 5),
        ["schedules/CosineDecayRestarts(0.1,5)"] = new CosineDecayRestarts(0.1, 5),

        // The file does not say alpha; any other value than 0.1 gives other numbers.
        ["schedules/CosineDecayRestarts t1 m.5"] = new CosineDecayRestarts(0.1, 5, tMul: 1, mMul: 0.5, alpha: 0.1),
    };

    public static TheoryData<string> Cases => new(Schedules.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rates_are_Keras_s(string name)
    {
        long[] steps = Golden.Root.GetProperty("schedules").GetProperty("steps").EnumerateArray().Select(step => step.GetInt64()).ToArray();
        float[] expected = GoldenCases.All[name].Flat();
        Assert.Equal(steps.Length, expected.Length);
        float[] own = Array.ConvertAll(steps, Schedules[name].Call);
        Golden.AssertClose(expected, own, Tolerance, name);
        Assert.All(own.Zip(expected), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Tolerance * pair.Second, $"{name}: {pair.First:R}, Keras has {pair.Second:R}."));
    }
}
