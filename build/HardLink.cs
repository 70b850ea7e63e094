using System.Runtime.InteropServices;

namespace KerasPS.Build;

/// <summary>A second name for a file's content, which then is on the disk once.</summary>
internal static class HardLink
{
    /// <summary>Makes the link, or a copy where the disk has no links between these folders.</summary>
    public static void CreateOrCopy(string existing, string link)
    {
        bool made = OperatingSystem.IsWindows() ? CreateHardLink(link, existing, IntPtr.Zero) : Link(existing, link) == 0;
        if (!made)
            File.Copy(existing, link);
    }

    [DllImport("kernel32", EntryPoint = "CreateHardLinkW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern bool CreateHardLink(string link, string existing, IntPtr security);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string link);
}
