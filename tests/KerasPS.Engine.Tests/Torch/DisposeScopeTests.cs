namespace KerasPS.Tests.Torch;

[Collection(RunsAlone.Name)]
public class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        Tensor made;
        using (NewDisposeScope())
        {
            made = ones([2]) + ones([2]);
            Assert.Equal(before + 3, Tensor.TotalCount);
        }

        Assert.True(made.IsInvalid);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_detached_tensor_survives_until_it_is_disposed()
    {
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        Tensor kept;
        using (NewDisposeScope())
            kept = ones([2]).DetachFromDisposeScope();
        Assert.Equal([1, 1], kept.data<float>().ToArray());
        kept.Dispose();
        kept.Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_moved_tensor_lives_as_long_as_the_scope_around()
    {
        Tensor moved;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
                moved = ones([2]).MoveToOuterDisposeScope();
            Assert.False(moved.IsInvalid);
        }

        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void An_inner_scope_ends_without_the_outer_one_s_tensors()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor first = ones([1]);
        Tensor inner;
        using (NewDisposeScope())
            inner = first + 1;
        Tensor last = first + 2;
        Assert.Equal((false, true, false), (first.IsInvalid, inner.IsInvalid, last.IsInvalid));
    }

    [Fact]
    public void Scopes_are_those_of_their_thread()
    {
        Tensor? elsewhere = null;
        using (NewDisposeScope())
        {
            Thread thread = new(() => elsewhere = ones([1]));
            thread.Start();
            thread.Join();
        }

        Assert.False(elsewhere!.IsInvalid);
        elsewhere.Dispose();
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        Tensor tensor = ones([1]);
        tensor.Dispose();
        Assert.ThrowsAny<InvalidOperationException>(() => tensor + 1);
    }
}
