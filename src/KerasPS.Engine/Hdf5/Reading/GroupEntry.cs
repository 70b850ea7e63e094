namespace KerasPS.Hdf5.Reading;

/// <summary>What a group has under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">Where the header is.</param>
internal readonly record struct GroupEntry(string Name, long Address);
