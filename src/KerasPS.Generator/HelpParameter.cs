using System.Collections;
using System.Globalization;
using System.Reflection;
using KerasPS.Configuration;

namespace KerasPS.Generator;

/// <summary>A cmdlet's parameter as its help shows it.</summary>
internal sealed class HelpParameter
{
    private readonly PropertyInfo property;
    private readonly IReadOnlyList<CustomAttributeData> attributes;
    private readonly object? defaultValue;

    /// <param name="property">The parameter.</param>
    /// <param name="cmdlet">An instance of the cmdlet without arguments.</param>
    /// <param name="made">The object that the cmdlet makes without arguments; null if there is none.</param>
    /// <param name="documentation">The documentation of the cmdlets.</param>
    public HelpParameter(PropertyInfo property, object cmdlet, KerasObject? made, Documentation documentation)
    {
        this.property = property;
        attributes = property.GetCustomAttributesData().ToArray();
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsSwitch = type.Name == "SwitchParameter";
        // Where the default is an object, the constructor's parameter has the default null.
        defaultValue = property.GetValue(cmdlet) ?? made?.GetType().GetProperty(property.Name)?.GetValue(made) as KerasObject;
        TypeName = type.Name;
        string text = documentation.Summary(Documentation.IdOf(property));
        bool takesNames = Has("KerasObjectTransformationAttribute") && !text.Contains("hashtable", StringComparison.Ordinal);
        Text = takesNames ? text + " A name, a hashtable or an object." : text;
        Choices = type.IsEnum ? Enum.GetNames(type) : [];
    }

    public string Name => property.Name;

    public string Text { get; }

    public string TypeName { get; }

    public IReadOnlyList<string> Choices { get; }

    public bool IsSwitch { get; }

    public bool TakesWildcards => Has("SupportsWildcardsAttribute");

    public string Aliases => attributes.FirstOrDefault(a => a.AttributeType.Name == "AliasAttribute") is { } alias
        ? string.Join(", ", ((IEnumerable<CustomAttributeTypedArgument>)alias.ConstructorArguments[0].Value!).Select(name => name.Value))
        : "none";

    /// <summary>The parameter's attributes in each of its parameter sets; <see cref="ParameterSetEntry.AllSets"/> for all.</summary>
    public IEnumerable<ParameterSetEntry> Sets => attributes.Where(a => a.AttributeType.Name == "ParameterAttribute").Select(ParameterSetEntry.Of);

    /// <summary>The default, if there is one to show.</summary>
    public string? Default => Sets.All(entry => entry.IsMandatory) ? null : defaultValue switch
    {
        null or "" or ICollection { Count: 0 } => null,
        _ when IsSwitch => "False",
        IEnumerable items and not string => string.Join(", ", items.Cast<object>().Select(Show)),
        _ => Show(defaultValue),
    };

    private bool Has(string attribute) => attributes.Any(a => a.AttributeType.Name == attribute);

    private static string Show(object value) => value switch
    {
        KerasObject nested => KerasNaming.ToSnakeCase(nested.ClassName),
        Enum choice => KerasNaming.ToSnakeCase(choice.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The values of one Parameter attribute.</summary>
    internal sealed record ParameterSetEntry(string Set, bool IsMandatory, int? Position, bool TakesValue, bool TakesProperty)
    {
        public const string AllSets = "__AllParameterSets";

        public string Pipeline => (TakesValue, TakesProperty) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        };

        public static ParameterSetEntry Of(CustomAttributeData attribute)
        {
            Dictionary<string, object?> given = attribute.NamedArguments.ToDictionary(argument => argument.MemberName, argument => argument.TypedValue.Value);
            return new ParameterSetEntry(
                (string?)given.GetValueOrDefault("ParameterSetName") ?? AllSets,
                given.GetValueOrDefault("Mandatory") is true,
                (int?)given.GetValueOrDefault("Position"),
                given.GetValueOrDefault("ValueFromPipeline") is true,
                given.GetValueOrDefault("ValueFromPipelineByPropertyName") is true);
        }
    }
}
