using System.Globalization;

namespace KerasPS.Data;

/// <summary>Says what to do with feature columns that are not numeric, as what is in them suggests.</summary>
internal static class ColumnAdvice
{
    /// <summary>With more different strings than this, a feature for each would be too many.</summary>
    private const int MaxCategories = 100;

    private const int ShownNames = 12;

    /// <summary>The advice for a column, and in the same breath for all others that have the same fault.</summary>
    /// <param name="column">The column that was to be numeric.</param>
    /// <param name="numeric">All columns that are to be numeric.</param>
    public static string For(TableColumn column, IReadOnlyList<TableColumn> numeric)
    {
        if (IsMostlyNumbers(column))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{column.Count - Numbers(column)} of the {column.Count} rows have no number there: keep the others (Where-Object {Quoted(column.Name)} -match '\\d'), or fill the cells in.");
        }

        ILookup<Content, TableColumn> byContent = numeric.Where(other => !IsMostlyNumbers(other)).ToLookup(ContentOf);
        string[] features = numeric.Where(IsMostlyNumbers).Select(other => Quoted(other.Name)).ToArray();
        string[] left =
        [
            .. Listed(Content.Names, names => $"names that differ in nearly every row ({names})"),
            .. Listed(Content.Dates, names => $"dates ({names}; make a column of what matters in one, such as its hour)"),
            .. Listed(Content.Nothing, names => $"empty columns ({names})"),
        ];
        return string.Join(
            " ",
            [
                .. Listed(Content.Categories, names => $"Columns of categories are named as such: -CategoricalFeature {names}."),
                .. Listed(Content.Texts, names => $"Texts of several words ({names}) need a layer: -Preprocessing (New-TextVectorizationLayer)."),
                .. left.Length == 0 ? (IEnumerable<string>)[] : [$"Leave out what is no feature by naming those that are (-Feature{(features.Length is 0 or > ShownNames ? "" : " " + string.Join(", ", features))}): {string.Join(", ", left)}."],
            ]);

        IEnumerable<string> Listed(Content content, Func<string, string> phrase) => byContent.Contains(content)
            ? [phrase(string.Join(", ", byContent[content].Take(ShownNames).Select(other => Quoted(other.Name))))]
            : [];
    }

    private enum Content
    {
        Nothing,
        NumbersOfOtherCulture,
        Categories,
        Dates,
        Texts,
        Names,
    }

    private static Content ContentOf(TableColumn column)
    {
        string[] texts = column.DistinctTexts();
        if (texts.Length == 0)
            return Content.Nothing;
        if (texts.All(IsOfOtherCulture))
            return Content.NumbersOfOtherCulture;
        if (texts.All(text => DateTime.TryParse(text, CultureInfo.InvariantCulture, out _)))
            return Content.Dates;
        if (texts.Length <= MaxCategories && texts.Length * 2 <= column.Count)
            return Content.Categories;
        return texts.Count(text => text.Any(char.IsWhiteSpace)) > texts.Length / 2 ? Content.Texts : Content.Names;
    }

    private static bool IsOfOtherCulture(string text) => text.Contains(',') && text.TrimStart('-').All(letter => char.IsDigit(letter) || letter is ',' or '.');

    private static bool IsMostlyNumbers(TableColumn column) =>
        Numbers(column) * 2 > column.Count - Enumerable.Range(0, column.Count).Count(column.IsEmpty);

    private static int Numbers(TableColumn column)
    {
        int count = 0;
        foreach (double number in column.Numbers)
            count += double.IsNaN(number) ? 0 : 1;
        return count;
    }

    /// <summary>A column's name as it is typed in PowerShell.</summary>
    public static string Quoted(string name) => name.All(letter => char.IsLetterOrDigit(letter) || letter == '_') ? name : $"'{name.Replace("'", "''")}'";
}
