namespace KerasPS.Hdf5.Reading;

/// <summary>One message of a header.</summary>
/// <param name="Type">What it says.</param>
/// <param name="Bytes">Its content.</param>
internal readonly record struct HeaderMessage(HeaderMessageType Type, MetadataBytes Bytes);
