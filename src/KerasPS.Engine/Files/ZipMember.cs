namespace KerasPS.Files;

/// <summary>A member of a zip archive.</summary>
/// <param name="Name">Its name; nothing is ever written to a position of that name.</param>
/// <param name="Offset">Where its bytes begin in the archive.</param>
/// <param name="Length">How many there are; of a compressed member, how many there should be once it is decompressed, which has to be checked.</param>
/// <param name="Checksum">The CRC-32 of its bytes.</param>
/// <param name="StoredLength">How many bytes it has in the archive.</param>
/// <param name="IsCompressed">Whether these are compressed (deflate).</param>
internal sealed record ZipMember(string Name, long Offset, long Length, uint Checksum, long StoredLength, bool IsCompressed);
