namespace KerasPS.Hdf5.Reading;

/// <summary>Where the table of a group is.</summary>
/// <param name="Tree">The address of the tree.</param>
/// <param name="Names">The address of the names.</param>
internal readonly record struct SymbolTableAddress(long Tree, long Names);
