using System.Collections;
using System.Net;
using System.Net.Sockets;

namespace KerasPS.Tests.Callbacks;

[TestsOf(typeof(RemoteMonitor))]
public class RemoteMonitorTests
{
    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(RemoteMonitor), _ => new RemoteMonitor("http://localhost:9", timeoutSec: 1)),
    ];

    /// <summary>Keras's test_RemoteMonitorWithJsonPayload: one POST an epoch with the epoch and the logs.</summary>
    [Fact]
    [MirrorsKeras("remote_monitor_test.test_RemoteMonitorWithJsonPayload")]
    public void Sends_a_JSON_object_an_epoch()
    {
        using Server server = new();
        RecordingOutput output = new();
        Hashtable headers = new() { ["X-Token"] = 5, ["Content-Type"] = "application/vnd.epoch+json" };
        EpochLog[] logs = Fit(2, output, new RemoteMonitor(server.Root, "/epochs", headers: headers, sendAsJson: true));
        Assert.Empty(output.Warnings);
        Assert.Equal(2, server.Requests.Count);
        (string method, string path, string token, string type, string body) = server.Requests[1];
        Assert.Equal(("POST", "/epochs", "5", "application/vnd.epoch+json"), (method, path, token, type));
        JsonElement sent = JsonDocument.Parse(body).RootElement;
        Assert.Equal(["epoch", "learning_rate", "loss", "mae", "val_loss", "val_mae"], sent.EnumerateObject().Select(value => value.Name));
        Assert.Equal(1, sent.GetProperty("epoch").GetInt32());
        Assert.Equal((double)logs[1]["val_loss"]!, sent.GetProperty("val_loss").GetDouble());
    }

    [Fact]
    public void Sends_a_form_with_the_JSON_in_its_field()
    {
        using Server server = new();
        Fit(1, new RecordingOutput(), new RemoteMonitor(server.Root, field: "my data"));
        (_, string path, _, string type, string body) = server.Requests.Single();
        Assert.Equal(("/publish/epoch/end/", "application/x-www-form-urlencoded"), (path, type));
        Assert.StartsWith("my+data=%7B%22epoch%22%3A0%2C", body);
    }

    /// <summary>Keras's test_RemoteMonitor_np_array and _np_float32: whatever is in the logs becomes JSON.</summary>
    [Fact]
    [MirrorsKeras("remote_monitor_test.test_RemoteMonitor_np_array")]
    [MirrorsKeras("remote_monitor_test.test_RemoteMonitor_np_float32")]
    public void Values_of_all_kinds_become_JSON()
    {
        using Server server = new();
        RemoteMonitor monitor = new RemoteMonitor(server.Root, sendAsJson: true).Attached();
        monitor.OnEpochEnd(0, new Logs { ["a"] = 0.5f, ["b"] = new[] { 1.5, double.NaN }, ["c"] = "text", ["d"] = double.PositiveInfinity, ["e"] = 2.5m, ["f"] = null });
        Assert.Equal("""{"epoch":0,"a":0.5,"b":[1.5,null],"c":"text","d":null,"e":"2.5","f":null}""", server.Requests.Single().Body);
    }

    /// <summary>Keras's test_RemoteMonitor.</summary>
    [Fact]
    [MirrorsKeras("remote_monitor_test.test_RemoteMonitor")]
    public void A_server_that_is_not_there_is_a_warning()
    {
        RecordingOutput output = new();
        Assert.Equal(2, Fit(2, output, new RemoteMonitor($"http://localhost:{FreePort()}")).Length);
        Assert.Equal(2, output.Warnings.Count);
        Assert.Contains("could not be reached after epoch 1", output.Warnings[0]);
    }

    [Fact]
    public void A_server_that_answers_with_an_error_is_a_warning()
    {
        using Server server = new(503);
        RecordingOutput output = new();
        Assert.Single(Fit(1, output, new RemoteMonitor(server.Root)));
        Assert.Contains("answered epoch 1 with 503", Assert.Single(output.Warnings));
    }

    [Fact]
    public void A_server_that_does_not_answer_in_time_is_a_warning()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        RecordingOutput output = new();
        RemoteMonitor monitor = new RemoteMonitor($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}", timeoutSec: 0.2).Attached(output: output);
        monitor.OnEpochEnd(0, new Logs());
        Assert.Contains("did not answer within 0.2 s after epoch 1", Assert.Single(output.Warnings));
    }

    [Theory]
    [InlineData("localhost:9000")]
    [InlineData("file:///tmp")]
    [InlineData("")]
    public void Refuses_what_is_no_address(string root) =>
        Assert.Contains("is not a web address", Assert.Throws<KerasException>(() => new RemoteMonitor(root)).Message);

    [Fact]
    public void Refuses_a_timeout_of_nothing() => Assert.Throws<KerasException>(() => new RemoteMonitor(timeoutSec: 0));

    private static EpochLog[] Fit(int epochs, RecordingOutput output, Callback callback) =>
        TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(epochs, callback) with { Output = output }).ToArray();

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Keeps the requests that it receives.</summary>
    private sealed class Server : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly int status;

        public Server(int status = 200)
        {
            this.status = status;
            Root = $"http://localhost:{FreePort()}";
            listener.Prefixes.Add(Root + "/");
            listener.Start();
            listener.BeginGetContext(Answer, null);
        }

        public string Root { get; }

        public List<(string Method, string Path, string Token, string Type, string Body)> Requests { get; } = [];

        public void Dispose() => listener.Close();

        private void Answer(IAsyncResult result)
        {
            if (!listener.IsListening)
                return;
            HttpListenerContext context = listener.EndGetContext(result);
            HttpListenerRequest request = context.Request;
            using StreamReader reader = new(request.InputStream);
            Requests.Add((request.HttpMethod, request.RawUrl!, request.Headers["X-Token"] ?? "", request.ContentType!.Split(';')[0], reader.ReadToEnd()));
            context.Response.StatusCode = status;
            context.Response.Close();
            listener.BeginGetContext(Answer, null);
        }
    }
}
