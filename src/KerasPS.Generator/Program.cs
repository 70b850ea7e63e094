using System.Xml.Linq;
using KerasPS.Generator;

switch (args)
{
    case ["cmdlets", string folder]:
        Directory.CreateDirectory(folder);
        foreach (string old in Directory.EnumerateFiles(folder, "*.cs"))
            File.Delete(old);
        foreach (CmdletSource cmdlet in EngineClasses.All)
            File.WriteAllText(Path.Combine(folder, cmdlet.FileName), cmdlet.Write());
        return 0;

    case ["help", string cmdletAssembly, string powerShellAssembly, string helpFile, string referenceFolder]:
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(helpFile))!);
        XDocument help = new HelpFile(cmdletAssembly, powerShellAssembly).Write();
        help.Save(helpFile);
        ReferencePages.Write(help, referenceFolder);
        return 0;

    default:
        Console.Error.WriteLine("Usage: KerasPS.Generator cmdlets <output folder>");
        Console.Error.WriteLine("       KerasPS.Generator help <KerasPS.Cmdlets.dll> <System.Management.Automation.dll> <help file> <folder of pages>");
        return 2;
}
