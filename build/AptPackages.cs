namespace KerasPS.Build;

/// <summary>Debian and Ubuntu packages: finds and installs them.</summary>
internal sealed class AptPackages(Shell shell)
{
    public static bool Available => Shell.Find("apt-get") is not null && Shell.Find("dpkg-query") is not null;

    /// <summary>Whether packages can be installed without a password prompt.</summary>
    public bool CanInstall => Environment.IsPrivilegedProcess || (Shell.Find("sudo") is not null && shell.Capture("sudo", "-n", "true").ExitCode == 0);

    /// <summary>The installed version, or null.</summary>
    public string? Version(string package)
    {
        Shell.Captured answer = shell.Capture("dpkg-query", "-W", "-f=${db:Status-Status} ${Version}", package);
        return answer.ExitCode == 0 && answer.Output.Split(' ') is ["installed", var version] ? version : null;
    }

    /// <exception cref="BuildFailure">It may not be done from here, or it failed.</exception>
    public void Install(IReadOnlyCollection<string> packages)
    {
        string names = string.Join(' ', packages);
        if (!CanInstall)
            throw new BuildFailure($"setup needs packages that this user may not install. Run this, then start again: sudo apt-get install {names}");

        Console.WriteLine($"setup: installing {names}");
        if (AptGet("update") != 0)
            Console.WriteLine("setup: the package lists could not be brought up to date; trying with those that are there");

        int exitCode = AptGet(["install", "--yes", "--no-install-recommends", .. packages]);
        if (exitCode != 0)
            throw new BuildFailure($"setup failed: 'apt-get install {names}' ended with exit code {exitCode}.", exitCode);
    }

    private int AptGet(params string[] arguments)
    {
        string[] command =
            ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "-o", "DPkg::Lock::Timeout=120", .. arguments];
        return Environment.IsPrivilegedProcess ? shell.Run(command[0], command[1..]) : shell.Run("sudo", ["-n", .. command]);
    }
}
