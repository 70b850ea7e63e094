using System.Management.Automation;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>Assigns values to variables of a model: given ones, or those of another model's variables.</summary>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 2) -InputShape 3
/// $null = Get-ModelSummary $model
/// Set-ModelWeight $model dense/bias 0.5, -0.5
/// (Get-ModelWeight $model dense/bias).ToArray()
/// </code>
/// Sets the bias, and shows its values.
/// </example>
/// <example>
/// <code>
/// $one = New-SequentialModel (New-DenseLayer 4 -Name encoder), (New-DenseLayer 1) -InputShape 3
/// $other = New-SequentialModel (New-DenseLayer 4 -Name encoder), (New-DenseLayer 2) -InputShape 3
/// $null = Get-ModelSummary $one; $null = Get-ModelSummary $other
/// Get-ModelWeight $one encoder/* | Set-ModelWeight $other
/// </code>
/// Copies the weights of a layer from another model.
/// </example>
/// <seealso cref="GetModelWeightCommand"/>
/// <seealso cref="ImportModelWeightCommand"/>
[Cmdlet(VerbsCommon.Set, "ModelWeight", DefaultParameterSetName = "Value")]
[OutputType(typeof(void))]
public sealed class SetModelWeightCommand : KerasCmdlet
{
    /// <summary>The model; it must be built.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public Model Model { get; set; } = null!;

    /// <summary>The path of the variable, e.g. <c>dense/kernel</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Value")]
    [ArgumentCompleter(typeof(WeightNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The values, row-major: as many as the variable has.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = "Value")]
    public float[] Value { get; set; } = [];

    /// <summary>Variables of another model, whose values are assigned to the variables of the same paths.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Variable")]
    public Variable InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Guarded(() =>
    {
        if (ParameterSetName == "Value")
        {
            Find(Name).Assign(Value);
            return;
        }

        Variable variable = Find(InputObject.Path);
        if (!variable.Shape.SequenceEqual(InputObject.Shape))
        {
            throw new KerasException(
                "ShapeMismatch",
                $"The variable '{variable.Path}' of '{Model.Name}' has the shape ({string.Join(", ", variable.Shape)}), but the one given has ({string.Join(", ", InputObject.Shape)}).",
                InputObject) { Kind = KerasErrorKind.InvalidArgument };
        }

        variable.Assign(InputObject.ToArray());
    });

    private Variable Find(string path) => Model.Variables.FirstOrDefault(variable => variable.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
        ?? throw new KerasException(
            "UnknownName",
            Model.IsBuilt
                ? $"The model '{Model.Name}' has no variable '{path}'. {NearestName.Hint(path, Model.Variables.Select(variable => variable.Path))}"
                : $"The model '{Model.Name}' has no variables yet; give it an input shape and run Get-ModelSummary, or train it.",
            path);
}
