namespace KerasPS.Cmdlets;

/// <summary>How drawings of characters look.</summary>
public enum TextStyleChoice
{
    /// <summary>Whatever the host can show.</summary>
    Auto,

    /// <summary>With colors.</summary>
    Color,

    /// <summary>Without colors.</summary>
    Plain,

    /// <summary>Without colors, and with ASCII characters only.</summary>
    Ascii,
}
