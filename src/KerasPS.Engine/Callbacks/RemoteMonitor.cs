using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KerasPS;

/// <summary>Sends the values of each epoch to a web server, as JSON.</summary>
/// <remarks>
/// Differs from Keras, which waits for an answer without a timeout and only warns if there is none: a server that does not answer in time, or
/// answers with an error, is a warning, and training continues. A number that is infinite or NaN is sent as <c>null</c>, since JSON has neither. Sending waits for the server after each epoch.
/// </remarks>
/// <example>
/// <code>
/// New-RemoteMonitor https://dashboard.example.com -Path /api/epochs -SendAsJson -Header @{ Authorization = 'Bearer ...' }
/// </code>
/// Sends a JSON object per epoch to a server that asks for a token.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Epoch 2 -Callback (New-RemoteMonitor http://localhost:9 -TimeoutSec 1)
/// </code>
/// No server listens there: two warnings, and two epochs.
/// </example>
public sealed class RemoteMonitor : Callback
{
    private static readonly HttpClient Client = new() { Timeout = Timeout.InfiniteTimeSpan };

    private readonly Uri address;

    /// <summary>Creates the callback.</summary>
    /// <param name="root">The address of the server.</param>
    /// <param name="path">What follows it: where the values go to.</param>
    /// <param name="field">The name of the form's field that has the JSON; not used with sendAsJson.</param>
    /// <param name="headers">Headers of the request, by name; null for none.</param>
    /// <param name="sendAsJson">Whether the JSON is the request's body, rather than a field of a form.</param>
    /// <param name="timeoutSec">How many seconds to wait for the server.</param>
    /// <exception cref="KerasException">root and path make no address of the web, or the timeout is not above 0.</exception>
    public RemoteMonitor(
        string root = "http://localhost:9000",
        string path = "/publish/epoch/end/",
        string field = "data",
        IDictionary? headers = null,
        bool sendAsJson = false,
        double timeoutSec = 10.0)
    {
        Root = root;
        Path = path;
        Field = field;
        Headers = headers;
        SendAsJson = sendAsJson;
        TimeoutSec = Require.Within(0, timeoutSec, int.MaxValue / 1000, nameof(RemoteMonitor), nameof(timeoutSec));
        address = Uri.TryCreate(root + path, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" ? uri! : throw KerasException.InvalidValue(
            nameof(RemoteMonitor), $"'{root}{path}' is not a web address; root begins with http:// or https://.", root);
    }

    /// <summary>The address of the server.</summary>
    public string Root { get; }

    /// <summary>What follows it.</summary>
    public string Path { get; }

    /// <summary>The name of the form's field that has the JSON.</summary>
    public string Field { get; }

    /// <summary>Headers of the request, by name; null for none.</summary>
    public IDictionary? Headers { get; }

    /// <summary>Whether the JSON is the request's body.</summary>
    public bool SendAsJson { get; }

    /// <summary>How many seconds to wait for the server.</summary>
    public double TimeoutSec { get; }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = Content(Json(epoch, logs)) };
        foreach (DictionaryEntry header in Headers ?? new Hashtable())
        {
            string name = Text(header.Key);
            if (request.Headers.TryAddWithoutValidation(name, Text(header.Value)))
                continue;
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, Text(header.Value));
        }

        try
        {
            using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(TimeoutSec));
            using HttpResponseMessage response = Client.Send(request, timeout.Token);
            if (!response.IsSuccessStatusCode)
                Output.Warning($"RemoteMonitor: {address} answered epoch {epoch + 1} with {(int)response.StatusCode} {response.ReasonPhrase}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            Output.Warning($"RemoteMonitor: {address} could not be reached after epoch {epoch + 1}: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            Output.Warning(string.Create(CultureInfo.InvariantCulture, $"RemoteMonitor: {address} did not answer within {TimeoutSec} s after epoch {epoch + 1}."));
        }
    }

    private static string Json(int epoch, Logs logs)
    {
        JsonObject values = new() { ["epoch"] = epoch };
        foreach ((string name, object? value) in logs)
            values[name] = Node(value);
        return values.ToJsonString();
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null or double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity => null,
        bool or int or long or float or double or string => JsonSerializer.SerializeToNode(value),
        IEnumerable list => new JsonArray(list.Cast<object?>().Select(Node).ToArray()),
        _ => JsonValue.Create(Text(value)),
    };

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private HttpContent Content(string json) => SendAsJson
        ? new StringContent(json, Encoding.UTF8, "application/json")
        : new FormUrlEncodedContent([new(Field, json)]);
}
