namespace KerasPS.Tests;

/// <summary>The base of tests that make tensors: those of each test are disposed at its end.</summary>
public abstract class TensorTest : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        GC.SuppressFinalize(this);
    }
}
