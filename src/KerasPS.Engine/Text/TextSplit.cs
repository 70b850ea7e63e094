namespace KerasPS.Text;

/// <summary>How a text is split into tokens.</summary>
public enum TextSplit
{
    /// <summary>At ASCII white space; several characters in a row count as one separator.</summary>
    Whitespace,

    /// <summary>Into its Unicode characters.</summary>
    Character,

    /// <summary>Not at all: the text is the token.</summary>
    None,
}
