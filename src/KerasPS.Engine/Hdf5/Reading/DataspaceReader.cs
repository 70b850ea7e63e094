namespace KerasPS.Hdf5.Reading;

/// <summary>Reads shapes (format specification, IV.A.2.b).</summary>
internal static class DataspaceReader
{
    private const int MaxRank = 32;

    public static long[] Read(MetadataBytes bytes)
    {
        (int version, int rank, int flags) = (bytes.U8(), bytes.U8(), bytes.U8());
        switch (version)
        {
            case 1:
                bytes.Skip(5);
                break;
            case 2 when bytes.U8() is 0 or 1:
                break;
            case 2:
                throw Hdf5Error.NotSupported($"{bytes.What} has a null dataspace");
            default:
                throw Hdf5Error.NotSupported($"{bytes.What} has a dataspace of version {version}");
        }

        if (rank > MaxRank)
            throw Hdf5Error.Invalid($"{bytes.What} has {rank} axes");
        if ((flags & 2) != 0)
            throw Hdf5Error.NotSupported($"{bytes.What} has permutation indices");
        long[] shape = new long[rank];
        for (int axis = 0; axis < rank; axis++)
            shape[axis] = bytes.Number();
        return shape;
    }
}
