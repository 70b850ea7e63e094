using KerasPS.Configuration;

namespace KerasPS.Text;

/// <summary>How a lookup outputs the indices of tokens.</summary>
public enum LookupOutputMode
{
    /// <summary>The indices themselves.</summary>
    Int,

    /// <summary>For each token a vector of zeros with a 1 at its index.</summary>
    OneHot,

    /// <summary>For all tokens of a sample one vector, with a 1 at each index that is among them.</summary>
    [KerasName("binary")]
    MultiHot,

    /// <summary>For all tokens of a sample one vector, with the number of times that each index is among them.</summary>
    Count,

    /// <summary>The counts, times the weight of each token: the rarer it is in the training data, the more.</summary>
    [KerasName("tf-idf")]
    TfIdf,
}
