namespace KerasPS.Tests.Training;

public class SavedTensorTests
{
    [Fact]
    public void A_generator_goes_on_with_a_state_of_its_own_kind()
    {
        using Generator one = new(5);
        using Generator other = new(6);
        using Tensor state = one.get_state();
        Assert.True(SavedTensor.Of(state).TryResume(other));
        Assert.Equal(Draw(one), Draw(other));
    }

    [Fact]
    public void A_generator_leaves_the_state_of_a_GPU_alone()
    {
        using Generator one = new(5);
        using Generator untouched = new(5);
        using Tensor state = zeros([16], ScalarType.Byte);
        Assert.False(SavedTensor.Of(state).TryResume(one));
        Assert.Equal(Draw(untouched), Draw(one));
    }

    /// <summary>Places in the state of a CPU generator: how many numbers are left, whether it is seeded, and the next number.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public void A_state_that_no_generator_has_is_refused_and_changes_nothing(int place)
    {
        using Generator one = new(5);
        using Generator untouched = new(5);
        using Tensor state = one.get_state();
        SavedTensor saved = SavedTensor.Of(state);
        saved.Bytes[place + 3] = 0x7F;
        Assert.Equal("InvalidFile", Assert.Throws<KerasException>(() => saved.TryResume(one)).ErrorId);
        Assert.Equal(Draw(untouched), Draw(one));
    }

    private static float[] Draw(Generator generator)
    {
        using Tensor drawn = rand([8], generator: generator);
        return drawn.data<float>().ToArray();
    }
}
