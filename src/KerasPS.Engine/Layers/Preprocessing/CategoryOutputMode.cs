using KerasPS.Configuration;
using KerasPS.Text;

namespace KerasPS.Layers;

/// <summary>How <see cref="CategoryEncoding"/> outputs the integers of a sample.</summary>
public enum CategoryOutputMode
{
    /// <summary>For each number a vector of zeros with a 1 at its position.</summary>
    OneHot = LookupOutputMode.OneHot,

    /// <summary>For all numbers of a sample one vector, with a 1 at the position of each that is among them.</summary>
    [KerasName("binary")]
    MultiHot = LookupOutputMode.MultiHot,

    /// <summary>For all numbers of a sample one vector, with the number of times that each is among them.</summary>
    Count = LookupOutputMode.Count,
}
