using System.Reflection;
using System.Text.Json.Serialization;
using KerasPS.Metrics;

namespace KerasPS.Tests.Callbacks;

/// <summary>What callbacks remember survives a file, so that a training can resume in another process.</summary>
public sealed class CallbackStateTests : FolderTest
{
    private static readonly Dictionary<Type, CallbackCase> Cases = DeclaredCases.Of<CallbackCase>().ToDictionary(one => one.Class);

    public static TheoryData<Type> Classes => new(KerasRegistry.ClassesOf(typeof(Callback)));

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_field_that_changes_is_state_or_has_a_reason_not_to_be(Type type)
    {
        string[] names = [.. State(type).GetState().Keys];
        foreach (FieldInfo field in FieldsOf(type))
        {
            string name = NameOf(field);
            CallbackCase? @case = Cases.GetValueOrDefault(field.DeclaringType!);
            if (@case?.NoState.ContainsKey(name) != true)
                Assert.True(names.Contains(@case?.OtherNames.GetValueOrDefault(name) ?? KerasNaming.ToSnakeCase(name)), $"{field.DeclaringType!.Name}.{name} changes, but is neither in the state nor listed with a reason in an {nameof(CallbackCase)} of its tests.");
        }
    }

    [Fact]
    public void Every_reason_is_of_a_field_that_there_is()
    {
        IEnumerable<(Type?, string)> fields = KerasRegistry.ClassesOf(typeof(Callback)).SelectMany(FieldsOf).Select(field => (field.DeclaringType, NameOf(field)));
        Assert.Empty(Cases.Values.SelectMany(@case => @case.NoState.Keys.Concat(@case.OtherNames.Keys).Select(name => ((Type?)@case.Class, name))).Except(fields));
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

    private Callback Create(Type type) => Cases.GetValueOrDefault(type)?.Make is { } make
        ? make(Folder.FullName)
        : (Callback)type.GetConstructors().Single().Invoke(Array.ConvertAll(type.GetConstructors().Single().GetParameters(), parameter => parameter.DefaultValue));

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? part = type; part != typeof(Callback) && part != typeof(object); part = part!.BaseType)
        {
            foreach (FieldInfo field in part!.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                bool isInit = part.GetProperty(NameOf(field), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Length > 0;
                bool isCaptured = field.Name.EndsWith(">P", StringComparison.Ordinal);
                bool isList = field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(List<>);
                if (field.FieldType == typeof(BestScore) || field.FieldType == typeof(SaveSchedule))
                {
                    foreach (FieldInfo held in FieldsOf(field.FieldType))
                        yield return held;
                }
                else if ((!field.IsInitOnly || isList) && !isInit && !isCaptured)
                {
                    yield return field;
                }
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
