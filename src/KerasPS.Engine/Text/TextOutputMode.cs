using KerasPS.Configuration;

namespace KerasPS.Text;

/// <summary>How <see cref="TextVectorization"/> outputs the indices of a text's tokens.</summary>
public enum TextOutputMode
{
    /// <summary>The indices themselves, in the order of the text.</summary>
    Int = LookupOutputMode.Int,

    /// <summary>A vector with a 1 for each token of the vocabulary that is in the text.</summary>
    [KerasName("binary")]
    MultiHot = LookupOutputMode.MultiHot,

    /// <summary>A vector with the number of times that each token of the vocabulary is in the text.</summary>
    Count = LookupOutputMode.Count,

    /// <summary>The counts, times the weight of each token: the rarer it is in the training data, the more.</summary>
    [KerasName("tf-idf")]
    TfIdf = LookupOutputMode.TfIdf,
}
