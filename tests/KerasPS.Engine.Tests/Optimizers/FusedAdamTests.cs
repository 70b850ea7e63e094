namespace KerasPS.Tests.Optimizers;

public class FusedAdamTests : TensorTest
{
    private static readonly FusedAdam.Rates Rates = new(0.9f, 0.1f, 0.999f, 0.001f, 1e-7f, 0.01f);

    /// <summary>Lengths around those of vectors and of the pieces that threads take, against libtorch's operations.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 1)]
    [InlineData(33, 1)]
    [InlineData((1 << 16) + 5, 1)]
    [InlineData((1 << 16) + 5, 4)]
    [InlineData(300_001, 4)]
    public void Steps_are_those_of_the_operations(long count, int threads)
    {
        int before = get_num_threads();
        set_num_threads(threads);
        try
        {
            using Generator generator = new(1);
            Tensor[] one = Enumerable.Range(0, 4).Select(i => i == 3 ? zeros([count]).uniform_(0, 1, generator) : zeros([count]).normal_(0, 1, generator)).ToArray();
            Tensor[] other = Array.ConvertAll(one, tensor => tensor.clone());
            for (int step = 0; step < 5; step++)
            {
                Assert.True(FusedAdam.TryStep(one[0], one[1], one[2], one[3], Rates));
                (Tensor w, Tensor g, Tensor m, Tensor v) = (other[0], other[1], other[2], other[3]);
                m.mul_(0.9).add_(g, 0.1);
                v.mul_(0.999).addcmul_(g, g, 0.001);
                w.addcdiv_(m, v.sqrt().add_(1e-7), -0.01);
            }

            foreach ((Tensor fused, Tensor plain) in one.Zip(other))
                Assert.InRange(fused.sub(plain).data<float>().ToArray().Max(MathF.Abs), 0, 3e-6f);
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void Threads_and_vectors_change_nothing()
    {
        const int Count = 200_003;
        Tensor[] all = Enumerable.Range(0, 4).Select(_ => zeros([Count]).uniform_(0, 1)).ToArray();
        Tensor[] singly = Array.ConvertAll(all, tensor => tensor.clone());
        Assert.True(FusedAdam.TryStep(all[0], all[1], all[2], all[3], Rates));
        foreach (int place in new[] { 0, 1, 65_535, 65_536, 100_000, Count - 1 })
        {
            Tensor[] part = Array.ConvertAll(singly, tensor => tensor.narrow(0, place, 1));
            Assert.True(FusedAdam.TryStep(part[0], part[1], part[2], part[3], Rates));
            Assert.Equal(part[0].item<float>(), all[0].narrow(0, place, 1).item<float>());
        }
    }

    [Fact]
    public void Other_formats_are_left_to_the_operations()
    {
        Tensor w = zeros([4], ScalarType.Float64);
        Assert.False(FusedAdam.TryStep(w, w, w, w, Rates));
        Tensor strided = zeros([8]).view(4, 2).narrow(1, 0, 1).squeeze(1);
        Assert.False(FusedAdam.TryStep(strided, strided, strided, strided, Rates));
    }
}
