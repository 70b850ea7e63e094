namespace KerasPS.EventFiles;

/// <summary>One value of an event file.</summary>
/// <param name="Run">The folder of the file, below the one that was asked for; <c>.</c> for that one itself.</param>
/// <param name="Tag">What the value is called, e.g. <c>epoch_loss</c>.</param>
/// <param name="Step">The epoch (from 0), batch (from 1) or optimizer's step that the value belongs to, as its tag says.</param>
/// <param name="Value">
/// The value, by its kind: a number, a string, or a list. Numbers are of single precision, as files have them.
/// </param>
/// <param name="WallTime">When it was written, in local time.</param>
/// <param name="Kind">What the value is.</param>
public sealed record LoggedValue(string Run, string Tag, long Step, object? Value, DateTime WallTime, LogKind Kind);
