namespace KerasPS.Hdf5;

/// <summary>The two ways in which a file can be refused.</summary>
internal static class Hdf5Error
{
    /// <summary>The bytes contradict the format, or each other.</summary>
    public static KerasException Invalid(string problem) =>
        new("InvalidFile", $"This is not an HDF5 file, or it is damaged: {problem}.");

    /// <summary>The bytes may be right, but use a part of the format that files of weights do not need.</summary>
    public static KerasException NotSupported(string what) =>
        new("NotSupported", $"This HDF5 file cannot be read: {what}. Files of weights need groups and contiguous datasets only.") { Kind = KerasErrorKind.InvalidData };

    /// <summary>What is to be written cannot be.</summary>
    public static KerasException CannotWrite(string problem, object? target) => new("InvalidValue", $"{problem}.", target);
}
