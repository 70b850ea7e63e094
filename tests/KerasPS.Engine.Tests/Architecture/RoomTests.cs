namespace KerasPS.Tests.Architecture;

/// <summary>Which folder of the engine uses which is what docs/architecture.md says.</summary>
public class RoomTests
{
    private static readonly string Engine = RepositoryFiles.PathOf("src", "KerasPS.Engine");

    /// <summary>The rows of the page: room, what it uses, and why it uses what is below it.</summary>
    private static readonly (string Room, string[] Uses, string Reasons)[] Rows = File.ReadLines(RepositoryFiles.PathOf("docs", "architecture.md"))
        .SkipWhile(line => !line.StartsWith("## Which room uses which", StringComparison.Ordinal))
        .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Select(cells => (cells[1], cells[2].Split(", ", StringSplitOptions.RemoveEmptyEntries), cells[3]))
        .ToArray();

    /// <summary>The folder of each file: the rooms of types whose namespace is that of the whole engine.</summary>
    private static readonly ILookup<string, string> Folders = Directory.EnumerateDirectories(Engine)
        .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(file => (File: Path.GetFileNameWithoutExtension(file), Folder: Path.GetFileName(folder))))
        .ToLookup(file => file.File, file => file.Folder);

    [Fact]
    public void The_page_lists_what_each_room_uses()
    {
        Assert.Equal(Rows.Select(row => row.Room).Order(StringComparer.Ordinal), Folders.SelectMany(file => file).Distinct().Order(StringComparer.Ordinal));
        ILookup<string, (string Room, string Types)> actual = Uses().ToLookup(use => use.From, use => (use.To, use.Types));
        string[] differences = Rows.SelectMany(row => actual[row.Room]
            .Where(use => !row.Uses.Contains(use.Room)).Select(use => $"{row.Room} uses {use.Room} ({use.Types}), which is not listed")
            .Concat(row.Uses.Except(actual[row.Room].Select(use => use.Room)).Select(unused => $"{row.Room} does not use {unused}, which is listed"))).ToArray();
        Assert.True(differences.Length == 0, string.Join(Environment.NewLine, differences));
    }

    [Fact]
    public void What_a_room_uses_below_it_has_a_reason()
    {
        string[] rooms = Array.ConvertAll(Rows, row => row.Room);
        foreach ((string room, string[] uses, string reasons) in Rows)
        {
            string[] below = uses.Where(use => Array.IndexOf(rooms, use) > Array.IndexOf(rooms, room)).ToArray();
            Assert.Equal(below, reasons.Split("; ", StringSplitOptions.RemoveEmptyEntries).Where(reason => rooms.Contains(reason.Split(':')[0])).Select(reason => reason.Split(':')[0]));
        }
    }

    private static IEnumerable<(string From, string To, string Types)> Uses() =>
        from use in NamespaceUses.Of(typeof(KerasObject).Assembly.Location).SelectMany(types => types.Select(type => (
            From: RoomOf(types.Key.From, type.User), To: RoomOf(types.Key.To, type.Used), Types: $"{type.User} uses {type.Used}")))
        where use.From != use.To
        group use.Types by (use.From, use.To) into uses
        select (uses.Key.From, uses.Key.To, string.Join(", ", uses.Take(3)));

    private static string RoomOf(string ns, string type) => ns == nameof(KerasPS) ? Folders[type.Split('`')[0]].Single() : ns.Split('.')[1];
}
