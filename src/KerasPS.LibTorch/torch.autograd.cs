using System.Runtime.ExceptionServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a function keeps from its forward for its backward pass.</summary>
        public sealed class AutogradContext
        {
            private readonly Dictionary<string, object> data = [];

            public void save_data(string key, object value) => data[key] = value;

            public object? get_data(string key) => data.GetValueOrDefault(key);
        }

        /// <summary>An operation that computes its own gradients.</summary>
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            private protected static T Instance { get; } = new();

            public abstract string Name { get; }
        }

        /// <summary>An operation with one result. Arguments that are no tensors have no gradient.</summary>
        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars)
            {
                AutogradContext context = new();
                Tensor result;
                using (no_grad())
                {
                    result = Instance.forward(context, vars);
                }

                Tensor[] inputs = vars.OfType<Tensor>().ToArray();
                if (is_grad_enabled() && inputs.Any(input => input.requires_grad))
                    GradientFunction.Attach(Instance.Name, inputs, result, grad => Instance.backward(context, grad).Where((_, i) => vars[i] is Tensor).ToArray());
                return result;
            }

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);
        }

        /// <summary>Rethrows what a gradient function threw in the pass that has failed.</summary>
        internal static void RethrowFailure()
        {
            if (GradientFunction.TakeFailure() is { } failure)
                ExceptionDispatchInfo.Throw(failure);
        }
    }
}
