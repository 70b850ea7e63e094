namespace KerasPS.Tests.Torch;

public class GeneratorTests
{
    [Fact]
    public void A_seed_gives_the_same_numbers_and_another_seed_others()
    {
        using Generator one = new(5);
        using Generator same = new(5);
        using Generator other = new(6);
        float[] drawn = Draw(one);
        Assert.Equal(drawn, Draw(same));
        Assert.NotEqual(drawn, Draw(other));
        Assert.NotEqual(drawn, Draw(one));
    }

    [Fact]
    public void Seeding_again_starts_over()
    {
        using Generator generator = new(5);
        float[] drawn = Draw(generator);
        Assert.Equal(drawn, Draw(generator.manual_seed(5)));
    }

    [Fact]
    public void A_state_can_be_kept_and_put_back()
    {
        using Generator generator = new(5);
        Draw(generator);
        using Tensor state = generator.get_state();
        float[] next = Draw(generator);
        using Generator resumed = new(1);
        resumed.set_state(state);
        Assert.Equal(next, Draw(resumed));
    }

    [Fact]
    public void The_global_seed_does_not_touch_an_own_generator()
    {
        using Generator one = new(5);
        random.manual_seed(1);
        float[] drawn = Draw(one);
        random.manual_seed(2);
        Assert.Equal(drawn, Draw(one.manual_seed(5)));
    }

    private static float[] Draw(Generator generator)
    {
        using DisposeScope scope = NewDisposeScope();
        return rand([8], generator: generator).data<float>().ToArray();
    }
}
