namespace KerasPS.Text;

/// <summary>How a text becomes tokens.</summary>
public enum TextSplit
{
    /// <summary>By white space (of ASCII), however much there is between two tokens.</summary>
    Whitespace,

    /// <summary>Into its Unicode characters.</summary>
    Character,

    /// <summary>Not at all: the text is the token.</summary>
    None,
}
