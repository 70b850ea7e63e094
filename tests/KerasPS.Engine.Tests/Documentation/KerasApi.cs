namespace KerasPS.Tests.Documentation;

/// <summary>One line of docs/keras-3.16-api.txt: a class of Keras, or one that KerasPS adds.</summary>
/// <param name="Section">The module, e.g. <c>layers</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="OtherNames">Keras's other names for it.</param>
/// <param name="Reason">Why it is left out, or added; null where there is nothing to say.</param>
/// <param name="IsAddition">Whether Keras does not have it.</param>
internal sealed record KerasApi(string Section, string Name, string[] OtherNames, string? Reason, bool IsAddition)
{
    /// <summary>Keras's name first, then the others.</summary>
    public IEnumerable<string> Names => OtherNames.Prepend(Name);

    public static IReadOnlyList<KerasApi> Read()
    {
        List<KerasApi> entries = [];
        string section = "";
        foreach (string line in File.ReadLines(RepositoryFiles.PathOf("docs", "keras-3.16-api.txt")).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
                section = line[1..^1];
            else
                entries.Add(Parse(section, line));
        }

        return entries;
    }

    private static KerasApi Parse(string section, string line)
    {
        string[] parts = line.TrimStart('+', ' ').Split(" : ", 2);
        string[] names = parts[0].Split(" = ", 2);
        string[] others = names.Length > 1 ? names[1].Split(", ") : [];
        return new KerasApi(section, names[0], others, parts.Length > 1 ? parts[1] : null, line[0] == '+');
    }
}
