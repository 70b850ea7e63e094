using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KerasPS.Numerics;

namespace KerasPS.Tests.Numerics;

/// <summary>The faults that <see cref="KerasPS.Numerics.TorchSharpWorkarounds"/> works around. A test that fails here says that one of them is no more: then it and its workaround go.</summary>
public class TorchSharpWorkaroundTests : TensorTest
{
    [Fact]
    public void Hardtanh_returns_its_argument()
    {
        Assert.Equal([-2, 3], nn.functional.hardtanh(tensor([-2f, 3], [2])).data<float>().ToArray());
    }

    /// <summary>TorchSharp's own <c>matmul</c> would end the process, so nothing here says that it is mended.</summary>
    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 4, 5 })]
    [InlineData(new long[] { 2, 2, 3 }, new long[] { 4, 5 })]
    [InlineData(new long[] { 2, 2, 3 }, new long[] { 2, 4, 5 })]
    [InlineData(new long[] { 1, 2, 2, 3 }, new long[] { 1, 2, 4, 5 })]
    public void Matrices_that_do_not_fit_are_an_error(long[] left, long[] right)
    {
        Assert.Throws<ExternalException>(() => TorchSharpWorkarounds.MatMul(ones(left), ones(right)));
    }

    /// <summary>The assembly that the build has patched (build/Natives/ScalarLifetimePatch.cs) is the one that is loaded; in the packaged one nothing holds a number while libtorch reads it.</summary>
    [Fact]
    public void A_number_outlives_the_call_that_takes_it()
    {
        WeakReference number = Used();
        Collect();
        Assert.True(number.IsAlive);
        for (int i = 0; i < 100; i++)
            Used();
        Collect();
        Assert.False(number.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Used()
        {
            Scalar number = 2.5;
            typeof(Scalar).GetProperty("Handle", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(number);
            return new WeakReference(number);
        }

        static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [Fact]
    public void Adaptive_max_pool3d_is_that_of_one_axis()
    {
        ExternalException error = Assert.Throws<ExternalException>(() => nn.functional.adaptive_max_pool3d(ones([1, 1, 2, 2, 2]), [1, 1, 1]));
        Assert.Contains("adaptive_max_pool1d", error.Message);
    }
}
