namespace KerasPS.Text;

/// <summary>What is done to a text before it is split. Only the letters and punctuation of ASCII are touched, as in Keras.</summary>
public enum TextStandardization
{
    /// <summary>Small letters, and no punctuation.</summary>
    LowerAndStripPunctuation,

    /// <summary>Small letters.</summary>
    Lower,

    /// <summary>No punctuation.</summary>
    StripPunctuation,

    /// <summary>Nothing.</summary>
    None,
}
