namespace KerasPS.Text;

/// <summary>What is done to a text before it is split. Only the letters and punctuation of ASCII are changed, as in Keras.</summary>
public enum TextStandardization
{
    /// <summary>To lowercase, without punctuation.</summary>
    LowerAndStripPunctuation,

    /// <summary>To lowercase.</summary>
    Lower,

    /// <summary>Without punctuation.</summary>
    StripPunctuation,

    /// <summary>Nothing.</summary>
    None,
}
