namespace KerasPS.Build.Natives;

/// <summary>
/// Lets TorchSharp's library for Linux load with the C++ runtime of GCC 12 (Debian 12, Ubuntu 22.04, RHEL 9). It was linked with that of GCC 13 and names its version GLIBCXX_3.4.32
/// for one symbol that nothing in it uses, <c>_ZSt21ios_base_library_initv</c>; the loader refuses the library where the runtime does not have that version. A version that is
/// marked as weak may be missing. On newer systems the mark changes nothing.
/// </summary>
internal static class GlibcxxPatch
{
    private const string Needless = "GLIBCXX_3.4.32";

    /// <summary>Marks the version in the file, which is replaced as a whole.</summary>
    public static void Apply(string library)
    {
        byte[] image = File.ReadAllBytes(library);
        if (!new ElfVersions(image).MakeWeak(Needless))
            return;

        // Written beside it and moved: another process may have it mapped.
        DateTime written = File.GetLastWriteTimeUtc(library);
        string beside = library + ".new";
        File.WriteAllBytes(beside, image);
        File.SetLastWriteTimeUtc(beside, written);
        File.Move(beside, library, overwrite: true);
    }
}
