using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public sealed unsafe partial class Tensor
    {
        public bool requires_grad
        {
            get => Info().RequiresGrad != 0;
            set => NativeMethods.Check(NativeMethods.kps_set_requires_grad(Handle, value ? 1 : 0), "Setting requires_grad");
        }

        /// <summary>The gradient that the last backward passes accumulated, or null.</summary>
        public Tensor? grad
        {
            get
            {
                IntPtr gradient;
                NativeMethods.Check(NativeMethods.kps_grad(Handle, &gradient), "Reading a gradient");
                return gradient == IntPtr.Zero ? null : new Tensor(gradient);
            }

            set
            {
                NativeMethods.Check(NativeMethods.kps_set_grad(Handle, value?.Handle ?? IntPtr.Zero), "Setting a gradient");
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false)
        {
            IntPtr gradient = grad_tensors is { Count: > 0 } ? grad_tensors[0].Handle : IntPtr.Zero;
            int status = NativeMethods.kps_backward(Handle, gradient, retain_graph ? 1 : 0, create_graph ? 1 : 0);
            GC.KeepAlive(grad_tensors);
            NativeMethods.Check(status, $"The backward pass of {this}");
        }

        public Tensor detach() => Ops.detach.Call(this);
    }
}
