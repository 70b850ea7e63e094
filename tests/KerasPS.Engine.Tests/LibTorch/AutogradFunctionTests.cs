using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.LibTorch;

[Collection(RunsAlone.Name)]
public class AutogradFunctionTests
{
    [Fact]
    public void A_function_gives_its_own_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Row(1, 2, 3).requires_grad_();
        Tensor weight = Row(2).requires_grad_();
        Scaled.apply(x * 1, weight, 10.0).sum().backward();
        Assert.Equal([20, 20, 20], x.grad!.data<float>().ToArray());
        Assert.Equal([60], weight.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Nothing_is_kept_where_no_gradient_is_wanted()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Row(1, 2, 3);
        Assert.False(Scaled.apply(x, Row(2), 10.0).requires_grad);
        using IDisposable none = no_grad();
        Assert.False(Scaled.apply(x.clone().requires_grad_(), Row(2), 10.0).requires_grad);
    }

    [Fact]
    public void An_error_in_a_gradient_reaches_whoever_wants_it()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Row(1).requires_grad_();
        Tensor result = Scaled.apply(x, Row(2), double.NaN);
        Assert.Equal("No factor.", Assert.Throws<InvalidDataException>(() => result.sum().backward()).Message);
        Scaled.apply(x, Row(2), 1.0).sum().backward();
        Assert.Equal([2], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_graph_that_is_gone_leaves_nothing_behind()
    {
        Run();
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        for (int i = 0; i < 50; i++)
            Run();
        RunsAlone.CollectTensors();
        Assert.Equal(before, Tensor.TotalCount);

        static void Run()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = Row(1, 2, 3).requires_grad_();
            Scaled.apply(x, Row(2), 10.0).sum().backward();
        }
    }

    private static Tensor Row(params float[] values) => tensor(values, [values.Length]);

    /// <summary>x times a weight times a number.</summary>
    private sealed class Scaled : autograd.SingleTensorFunction<Scaled>
    {
        public override string Name => nameof(Scaled);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("x", ((Tensor)vars[0]).detach());
            ctx.save_data("weight", ((Tensor)vars[1]).detach());
            ctx.save_data("factor", vars[2]);
            return (Tensor)vars[0] * (Tensor)vars[1] * (double)vars[2];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            double factor = (double)ctx.get_data("factor")!;
            if (double.IsNaN(factor))
                throw new InvalidDataException("No factor.");
            return [grad_output * (Tensor)ctx.get_data("weight")! * factor, (grad_output * (Tensor)ctx.get_data("x")! * factor).sum().reshape(1), null!];
        }
    }
}
