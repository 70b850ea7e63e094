namespace KerasPS.Tests.Hdf5;

/// <summary>A test that needs h5py, and is skipped, with this reason, where there is none.</summary>
internal sealed class H5PyFactAttribute : FactAttribute
{
    public H5PyFactAttribute()
    {
        if (!H5Py.Exists)
            Skip = "Python with h5py is not there (on Debian: apt-get install python3-h5py), so nothing was checked against it.";
    }
}
