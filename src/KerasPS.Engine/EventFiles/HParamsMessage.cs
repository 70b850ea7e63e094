using System.Collections;
using System.Globalization;
using KerasPS.Protobuf;

namespace KerasPS.EventFiles;

/// <summary>The messages of TensorBoard's HParams page: what a run was tried with, and how it ended.</summary>
internal static class HParamsMessage
{
    public const string StartTag = "_hparams_/session_start_info";
    public const string EndTag = "_hparams_/session_end_info";

    private const int Start = 3;
    private const int End = 4;
    private const long Success = 1;
    private const long Failure = 2;

    /// <summary>The beginning of a run. Runs of the same values belong together, whatever the order of the names.</summary>
    public static SummaryValue OfStart(IDictionary values, double time)
    {
        (string Name, object? Value)[] sorted = values.Cast<DictionaryEntry>()
            .Select(entry => (Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value))
            .OrderBy(entry => entry.Item1, StringComparer.Ordinal)
            .ToArray();
        string group = string.Join(", ", sorted.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Name}={entry.Value}")));
        return SummaryValue.HParams(StartTag, MessageWriter.ToArray(data => data.Message(Start, start =>
        {
            foreach ((string name, object? value) in sorted)
                start.Message(1, entry => entry.Text(1, name).Message(2, item => Write(item, value)));
            start.Text(4, group).Double(5, time);
        })));
    }

    public static SummaryValue OfEnd(bool isSuccess, double time) => SummaryValue.HParams(EndTag, MessageWriter.ToArray(data =>
        data.Message(End, end => end.Number(1, isSuccess ? Success : Failure).Double(2, time))));

    /// <summary>The values by their names, or <c>Success</c>, <c>Failure</c> or <c>Unknown</c>; null for anything else.</summary>
    public static object? Read(byte[] content)
    {
        foreach (MessageField field in MessageField.ReadAll(content))
        {
            if (field.Field == Start)
                return field.Fields.Where(part => part.Field == 1).Select(ReadEntry).ToDictionary(entry => entry.Name, entry => entry.Value);
            if (field.Field == End)
            {
                return field.Fields.Where(part => part.Field == 1).Select(part => part.Number).LastOrDefault() switch
                {
                    Success => nameof(Success),
                    Failure => nameof(Failure),
                    _ => "Unknown",
                };
            }
        }

        return null;
    }

    private static void Write(MessageWriter item, object? value)
    {
        switch (value)
        {
            case null:
                item.Number(1, 0);
                break;
            case bool flag:
                item.Number(4, flag ? 1 : 0);
                break;
            case IConvertible number and not (string or char or DateTime):
                item.Double(2, number.ToDouble(CultureInfo.InvariantCulture));
                break;
            default:
                item.Text(3, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    private static (string Name, object? Value) ReadEntry(MessageField field)
    {
        MessageField[] entry = field.Fields;
        string name = entry.Where(part => part.Field == 1).Select(part => part.Text).LastOrDefault() ?? "";
        object? value = null;
        foreach (MessageField part in entry.Where(part => part.Field == 2).SelectMany(part => part.Fields))
        {
            value = part.Field switch
            {
                2 => part.Double,
                3 => part.Text,
                4 => part.Number != 0,
                _ => null,
            };
        }

        return (name, value);
    }
}
