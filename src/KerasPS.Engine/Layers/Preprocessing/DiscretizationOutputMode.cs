using KerasPS.Text;

namespace KerasPS.Layers;

/// <summary>How <see cref="Discretization"/> outputs the bins of a sample's values.</summary>
public enum DiscretizationOutputMode
{
    /// <summary>The indices of the bins, from 0.</summary>
    Int = LookupOutputMode.Int,

    /// <summary>For each value a vector of zeros with a 1 at the position of its bin.</summary>
    OneHot = LookupOutputMode.OneHot,

    /// <summary>For all values of a sample one vector, with a 1 at the position of each bin that has some.</summary>
    MultiHot = LookupOutputMode.MultiHot,

    /// <summary>For all values of a sample one vector, with the number of values in each bin.</summary>
    Count = LookupOutputMode.Count,
}
