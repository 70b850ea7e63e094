namespace KerasPS.Cmdlets;

/// <summary>The base of the generated cmdlets, each of which makes one object.</summary>
/// <typeparam name="T">The class of the object.</typeparam>
public abstract class NewObjectCommand<T> : KerasCmdlet
{
    /// <summary>Makes the object from the parameters.</summary>
    protected abstract T Create();

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(Create));
}
