using System.Text;
using System.Xml.Linq;

namespace KerasPS.Generator;

/// <summary>The help of all cmdlets as pages of Markdown, with one that lists them.</summary>
internal static class ReferencePages
{
    private const string Index = "README.md";

    /// <summary>The groups of the list, by how the names of their cmdlets end; what fits none comes first.</summary>
    private static readonly (string Title, string Ending)[] Groups =
    [
        ("Layers", "Layer"),
        ("Losses", "Loss"),
        ("Metrics", "Metric"),
        ("Optimizers", "Optimizer"),
        ("Schedules", "Schedule"),
        ("Initializers", "Initializer"),
        ("Regularizers", "Regularizer"),
        ("Constraints", "Constraint"),
        ("Activations", "Activation"),
    ];

    /// <summary>Writes the pages into a folder, which then holds nothing else.</summary>
    public static void Write(XDocument help, string folder)
    {
        XElement[] commands = help.Root!.Elements().ToArray();
        HashSet<string> names = commands.Select(command => new ReferencePage(command, new HashSet<string>()).Name).ToHashSet();
        ReferencePage[] pages = commands.Select(command => new ReferencePage(command, names)).ToArray();
        Directory.CreateDirectory(folder);
        foreach (string stale in Directory.EnumerateFiles(folder, "*.md"))
            File.Delete(stale);
        foreach (ReferencePage page in pages)
            File.WriteAllText(Path.Combine(folder, page.Name + ".md"), page.Write());
        File.WriteAllText(Path.Combine(folder, Index), WriteIndex(pages));
    }

    private static string WriteIndex(IReadOnlyCollection<ReferencePage> pages)
    {
        StringBuilder index = new("# The cmdlets\n\nWhat `Get-Help` shows, as pages; written by `./build.sh docs`.\n");
        ILookup<string, ReferencePage> groups = pages.ToLookup(page => Groups.FirstOrDefault(group => page.Name.StartsWith("New-", StringComparison.Ordinal) && page.Name.EndsWith(group.Ending, StringComparison.Ordinal)).Title ?? "");
        foreach (string title in Groups.Select(group => group.Title).Prepend("").Where(groups.Contains))
        {
            index.Append(title.Length == 0 ? "\n## Data, models, training, callbacks\n\n" : $"\n## {title}\n\n");
            foreach (ReferencePage page in groups[title])
                index.Append($"* [{page.Name}]({page.Name}.md): {page.Synopsis}\n");
        }

        return index.ToString();
    }
}
