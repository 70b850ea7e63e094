using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Makes first weights, shuffling, dropout and splits repeatable wherever no seed of their own is given.</summary>
[Cmdlet(VerbsCommon.Set, "RandomSeed"), OutputType(typeof(void))]
public sealed class SetRandomSeedCommand : KerasCmdlet
{
    /// <summary>Any whole number.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public long Seed { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => KerasRandom.SetSeed(Seed);
}
