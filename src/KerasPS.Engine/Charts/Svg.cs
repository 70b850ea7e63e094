using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace KerasPS.Charts;

/// <summary>The elements of SVG images.</summary>
internal static class Svg
{
    public static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>The colors and fonts that all images share, light and dark.</summary>
    public static string Style => Resource("chart.css");

    /// <summary>An element; attributes are given as pairs.</summary>
    public static XElement Element(string name, params (string Name, object Value)[] attributes) =>
        new(Namespace + name, attributes.Select(pair => new XAttribute(pair.Name, pair.Value is double number ? Number(number) : pair.Value)));

    /// <summary>An image with its own style, on paper.</summary>
    public static XElement Image(double width, double height, string title, params object[] content) => new(
        Namespace + "svg",
        new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
        new XAttribute("width", Number(width)),
        new XAttribute("height", Number(height)),
        new XAttribute("role", "img"),
        new XElement(Namespace + "title", Clean(title)),
        new XElement(Namespace + "style", Style),
        Element("rect", ("width", "100%"), ("height", "100%"), ("class", "paper")),
        content);

    public static XElement Text(double x, double y, string text, string style, string anchor = "start")
    {
        XElement element = Element("text", ("x", x), ("y", y), ("class", style));
        if (anchor != "start")
            element.Add(new XAttribute("text-anchor", anchor));
        element.Add(Clean(text));
        return element;
    }

    public static XElement Line(double x1, double y1, double x2, double y2, string style) =>
        Element("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("class", style));

    /// <summary>A number with as much precision as an image shows.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A text without the characters that XML cannot hold at all.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            clean.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\ufffd");
        return clean.ToString();
    }

    /// <summary>About how wide a text is drawn in the size of most texts.</summary>
    public static double WidthOf(string text) => text.Sum(letter => letter switch
    {
        'i' or 'l' or 'j' or '.' or ',' or ':' or ';' or '\'' or '|' or ' ' or '(' or ')' => 4.0,
        >= 'A' and <= 'Z' or 'm' or 'w' => 8.8,
        > '\u2000' => 12,
        _ => 7.0,
    });

    /// <summary>Writes an element as a file, after what comes before it.</summary>
    public static void Write(Stream stream, XElement element, string before = "")
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        text.Write(before);
        using (XmlWriter writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n", CloseOutput = false }))
            element.Save(writer);
        text.Write('\n');
    }

    /// <summary>A text that lies in the assembly.</summary>
    public static string Resource(string name)
    {
        using Stream stream = typeof(Svg).Assembly.GetManifestResourceStream($"KerasPS.Charts.{name}")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
