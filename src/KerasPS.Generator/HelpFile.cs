using System.Reflection;
using System.Runtime.Loader;
using System.Xml.Linq;

namespace KerasPS.Generator;

/// <summary>The help of all cmdlets in PowerShell's format, MAML, from their attributes and documentation comments.</summary>
/// <param name="cmdletAssembly">The compiled cmdlets, with the compiler's XML file beside them.</param>
/// <param name="powerShellAssembly">The System.Management.Automation.dll that they were compiled against.</param>
internal sealed class HelpFile(string cmdletAssembly, string powerShellAssembly)
{
    public XDocument Write()
    {
        // A reference assembly: its methods do nothing, but its types and attributes are PowerShell's.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "System.Management.Automation" ? context.LoadFromAssemblyPath(Path.GetFullPath(powerShellAssembly)) : null;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(cmdletAssembly));
        Documentation documentation = new(Path.ChangeExtension(cmdletAssembly, ".xml"));
        IEnumerable<CmdletHelp> cmdlets = assembly.GetExportedTypes()
            .Where(type => CmdletHelp.NameOf(type) is not null)
            .Select(type => new CmdletHelp(type, documentation))
            .OrderBy(help => help.Name, StringComparer.Ordinal);
        XNamespace root = "http://msh";
        return new XDocument(new XElement(root + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(help => help.Write())));
    }
}
