using System.Runtime.InteropServices;

namespace KerasPS.Tests.LibTorch;

/// <summary>A failure inside libtorch is an exception that names the operator and its arguments, and the process continues.</summary>
public class OperatorErrorTests : TensorTest
{
    [Fact]
    public void Shapes_that_cannot_be_multiplied_are_named()
    {
        Tensor rows = ones([2, 3]);
        ExternalException error = Assert.ThrowsAny<ExternalException>(() => rows.matmul(ones([4, 5])));
        Assert.All(["matmul", "2x3 and 4x5", "float32[2, 3]", "float32[4, 5]"], text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        Assert.Equal([3, 3, 3, 3], rows.matmul(ones([3, 2])).data<float>().ToArray());
    }

    [Fact]
    public void Autograd_works_on_after_a_failure()
    {
        Tensor weights = ones([3, 1], requires_grad: true);
        Assert.ThrowsAny<ExternalException>(() => weights.view(2, 2));
        Assert.ThrowsAny<ExternalException>(() => ones([2]).sum().backward());
        ones([2, 3]).matmul(weights).sum().backward();
        Assert.Equal([2, 2, 2], weights.grad!.data<float>().ToArray());
    }

    [Fact]
    public void An_index_out_of_range_is_refused()
    {
        Tensor indices = tensor([5L], [1]);
        ExternalException error = Assert.ThrowsAny<ExternalException>(() => ones([3]).index_select(0, indices));
        Assert.Contains("index_select", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_read_in_their_own_type_only()
    {
        Assert.ThrowsAny<Exception>(() => ones([2]).data<double>().ToArray());
    }

    [Fact]
    public void Gradients_are_off_as_long_as_a_scope_says_so()
    {
        Tensor weights = ones([1], requires_grad: true);
        using (no_grad())
        {
            using (set_grad_enabled())
                Assert.True((weights * 2).requires_grad);
            Assert.False((weights * 2).requires_grad);
        }

        Assert.True((weights * 2).requires_grad);
    }
}
