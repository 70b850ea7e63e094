using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using KerasPS.Configuration;
using KerasPS.Optimizers;

namespace KerasPS.Tests.Callbacks;

/// <summary>What callbacks remember survives a file, so that a training can go on in another process.</summary>
public sealed class CallbackStateTests : IDisposable
{
    /// <summary>Fields that change but are no state, with the reason.</summary>
    private static readonly Dictionary<string, string> NoState = new()
    {
        ["MonitorCallback.direction"] = "Validate finds it out",
        ["MonitorCallback.isOccasional"] = "Validate finds it out",
        ["ModelCheckpoint.files"] = "found in the folder when a training begins",
        ["ModelCheckpoint.earlier"] = "of an earlier training; the one that goes on has its own best value",
        ["ProgressLogger.firstEpoch"] = "the time left is judged by the epochs of this process",
        ["CsvLogger.planned"] = "Validate finds it out",
        ["CsvLogger.writer"] = "an open file",
        ["CsvLogger.stream"] = "an open file",
        ["TensorBoard.plan"] = "Validate is told it",
        ["TensorBoard.isTraining"] = "the training that goes on begins",
        ["TensorBoard.isTesting"] = "no backup is made within an evaluation",
        ["TensorBoard.isResumed"] = "says that the state was given",
        ["TensorBoard.isDescribed"] = "a training that goes on writes no second description",
        ["TensorBoard.iterationsBefore"] = "for the speed of the epochs of this process",
        ["TimeLimit.began"] = "a training that goes on has the whole limit again",
        ["TimeLimit.epochBegan"] = "a time on this process's clock",
        ["TimeLimit.batchEnded"] = "a time on this process's clock",
        ["TimeLimit.longestBatch"] = "begins anew with each epoch",
        ["History.WeightsFromEpoch"] = "follows from the epochs",
        ["History.StoppedEpoch"] = "the training has not ended",
        ["History.StopReason"] = "the training has not ended",
        ["History.StopMessage"] = "the training has not ended",
    };

    /// <summary>Fields whose name in the state is another.</summary>
    private static readonly Dictionary<string, string> OtherNames = new() { ["History.rateChanges"] = "learning_rate_changes" };

    private readonly string folder = TinyTraining.NewFolder();

    public static TheoryData<Type> Classes => new(KerasRegistry.ClassesOf(typeof(Callback)));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_field_that_changes_is_state_or_has_a_reason_not_to_be(Type type)
    {
        string[] names = [.. State(type).GetState().Keys];
        foreach (FieldInfo field in FieldsOf(type))
        {
            string name = NameOf(field);
            string key = $"{field.DeclaringType!.Name}.{name}";
            if (!NoState.ContainsKey(key))
                Assert.True(names.Contains(OtherNames.GetValueOrDefault(key) ?? KerasNaming.ToSnakeCase(name)), $"{key} changes, but is neither in the state nor listed here with a reason.");
        }
    }

    [Fact]
    public void Every_reason_is_of_a_field_that_there_is()
    {
        string[] fields = KerasRegistry.ClassesOf(typeof(Callback)).SelectMany(FieldsOf).Select(field => $"{field.DeclaringType!.Name}.{NameOf(field)}").Distinct().ToArray();
        Assert.Empty(NoState.Keys.Concat(OtherNames.Keys).Except(fields));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void State_survives_a_file(Type type)
    {
        Callback lived = State(type);
        string json = ToJson(lived.GetState());
        Model model = NewModel();
        Callback fresh = Create(type);
        FitOptions options = Options(fresh, new LambdaCallback
        {
            TrainBegin = _ =>
            {
                Assert.True(lived.GetState().Count == 0 || ToJson(fresh.GetState()) != json, $"The state of a {type.Name} that has lived is that of a new one.");
                fresh.SetState(FromJson(json));
                Assert.Equal(json, ToJson(fresh.GetState()));
            },
        });
        _ = model.Fit(TinyTraining.Data, options).First();
    }

    /// <summary>A callback in the middle of a training: the fourth epoch has begun.</summary>
    private Callback State(Type type)
    {
        Callback callback = Create(type);
        Model model = NewModel();
        using IEnumerator<EpochLog> epochs = model.Fit(TinyTraining.Data, Options(callback, new LambdaCallback())).GetEnumerator();
        for (int epoch = 0; epoch < 3; epoch++)
            Assert.True(epochs.MoveNext());
        IReadOnlyDictionary<string, object?> state = FromJson(ToJson((type == typeof(History) ? model.History! : callback).GetState()));
        return new Frozen(state);
    }

    private static Model NewModel() => TinyTraining.Model(new SGD(0.05) { UseEma = true });

    private static FitOptions Options(Callback callback, Callback last) =>
        TinyTraining.Options(8, TinyTraining.Script("val_loss", 3, 2, 2.5, 2.6, 2.7, 2.8, 2.9, 3), callback, last) with { Output = new RecordingOutput() };

    private Callback Create(Type type) => type.Name switch
    {
        nameof(EarlyStopping) => new EarlyStopping(patience: 7, restoreBestWeights: true),
        nameof(ReduceLROnPlateau) => new ReduceLROnPlateau(patience: 1, cooldown: 3),
        nameof(ModelCheckpoint) => new ModelCheckpoint(Path.Combine(folder, "a.keras"), "loss", saveBestOnly: true, saveFreq: "2"),
        nameof(SwapEmaWeights) => new SwapEmaWeights(swapOnEpoch: true),
        nameof(CsvLogger) => new CsvLogger(Path.Combine(folder, "a.csv")),
        nameof(TimeLimit) => new TimeLimit(TimeSpan.FromHours(1)),
        nameof(LearningRateScheduler) => new LearningRateScheduler((_, rate) => rate),
        nameof(RemoteMonitor) => new RemoteMonitor("http://localhost:9", timeoutSec: 1),
        nameof(TensorBoard) => new TensorBoard(Path.Combine(folder, "logs")),
        nameof(BackupAndRestore) => new BackupAndRestore(Path.Combine(folder, "backup"), "2"),
        _ => (Callback)type.GetConstructors().Single().Invoke(Array.ConvertAll(type.GetConstructors().Single().GetParameters(), parameter => parameter.DefaultValue)),
    };

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? part = type; part != typeof(Callback); part = part!.BaseType)
        {
            foreach (FieldInfo field in part!.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                bool isInit = part.GetProperty(NameOf(field), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
                bool isCaptured = field.Name.EndsWith(">P", StringComparison.Ordinal);
                bool isList = field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(List<>);
                if ((!field.IsInitOnly || isList) && !isInit && !isCaptured)
                    yield return field;
            }
        }
    }

    private static string NameOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;

    private static string ToJson(IReadOnlyDictionary<string, object?> state) => JsonSerializer.Serialize(
        state.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(), new JsonSerializerOptions { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals });

    private static IReadOnlyDictionary<string, object?> FromJson(string json) =>
        JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value));

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The state that a callback had.</summary>
    private sealed class Frozen(IReadOnlyDictionary<string, object?> state) : Callback
    {
        public override IReadOnlyDictionary<string, object?> GetState() => state;
    }
}
