namespace KerasPS.Saving;

/// <summary>A member of a <c>.keras</c> file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its size in bytes.</param>
public sealed record SavedMember(string Name, long Length);
