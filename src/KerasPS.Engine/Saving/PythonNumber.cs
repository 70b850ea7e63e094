using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KerasPS.Saving;

/// <summary>
/// Writes floating-point numbers so that Python reads them as such: <c>0.0</c> and not <c>0</c>, and infinity as a number that is too large for
/// any other.
/// </summary>
internal sealed class PythonNumber : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.IsNaN(value))
            writer.WriteStringValue(text);
        else if (double.IsInfinity(value))
            writer.WriteRawValue(value > 0 ? "1e999" : "-1e999");
        else
            writer.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0");
    }
}
