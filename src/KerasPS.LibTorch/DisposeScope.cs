namespace TorchSharp;

/// <summary>Owns the tensors that were made on its thread while it was the innermost scope, and disposes them with itself.</summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? current;

    private readonly List<torch.Tensor> tensors = [];
    private readonly DisposeScope? outer;

    internal DisposeScope()
    {
        outer = current;
        current = this;
    }

    internal static DisposeScope? Current => current;

    internal DisposeScope? Outer => outer;

    /// <summary>Detaches the tensor, so that no scope disposes it.</summary>
    /// <typeparam name="T">The type of the tensor.</typeparam>
    /// <param name="disposable">The tensor.</param>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        (disposable as torch.Tensor)?.DetachFromDisposeScope();
        return disposable;
    }

    /// <summary>Moves the tensor to the scope around this one.</summary>
    /// <typeparam name="T">The type of the tensor.</typeparam>
    /// <param name="disposable">The tensor.</param>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        (disposable as torch.Tensor)?.MoveToOuterDisposeScope();
        return disposable;
    }

    public void Dispose()
    {
        foreach (torch.Tensor tensor in tensors)
        {
            if (tensor.OwningDisposeScope == this)
                tensor.Dispose();
        }

        tensors.Clear();
        if (current == this)
            current = outer;
    }

    internal void Add(torch.Tensor tensor)
    {
        tensors.Add(tensor);
        tensor.OwningDisposeScope = this;
    }
}
