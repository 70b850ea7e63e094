namespace KerasPS.Generator;

/// <summary>What the cmdlets of a family's classes have in common.</summary>
/// <param name="Base">The base class.</param>
/// <param name="Suffix">What the nouns of its cmdlets end with.</param>
/// <param name="Links">The cmdlets that its objects are for.</param>
internal sealed record ClassFamily(Type Base, string Suffix, params string[] Links)
{
    /// <summary>An example that uses the object: code with <c>{0}</c> for the call that makes it; null where a class of the family needs code of its own.</summary>
    public Example? Use { get; init; }
}
