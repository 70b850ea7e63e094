namespace KerasPS.Charts;

/// <summary>What a color in a terminal means.</summary>
internal enum TextColor
{
    None,
    Training,
    Validation,
    Best,
    Bad,
    Faint,
    Strong,
}
