using System.Management.Automation;
using KerasPS.Charts;

namespace KerasPS.Cmdlets;

/// <summary>
/// Draws a model: a box for each layer with its name, class, output shape and number of parameters, and arrows for the tensors between them. In the terminal as lines of
/// text, or with -Path as an SVG image.
/// </summary>
/// <remarks>
/// <para>A layer that is called several times has a box for each call; its parameters are counted at the first. A model within the model is one box with a double
/// frame. A model with a known input shape is built, so that the shapes are known.</para>
/// <para>Where the boxes are wider than the terminal, the text is a list in which each line names the inputs of the layer.</para>
/// </remarks>
/// <example>
/// <code>
/// New-SequentialModel (New-DenseLayer 16 -Activation relu), (New-DropoutLayer 0.5), (New-DenseLayer 3) -InputShape 4 -Name iris | Show-Model
/// </code>
/// Boxes in the terminal.
/// </example>
/// <example>
/// <code>
/// $left, $right = (New-ModelInput 4 -Name left), (New-ModelInput 4 -Name right)
/// $encoder = New-DenseLayer 8 -Name encoder
/// $sum = $encoder.Call($left), $encoder.Call($right) | New-AddLayer
/// $model = New-FunctionalModel $left, $right ($sum | New-DenseLayer 1 -Name score) -Name pairs
/// Show-Model $model -Path pairs.svg
/// </code>
/// An image of a model with two inputs that share a layer.
/// </example>
/// <seealso cref="GetModelSummaryCommand"/>
/// <seealso cref="NewFunctionalModelCommand"/>
[Cmdlet(VerbsCommon.Show, "Model", DefaultParameterSetName = "Given", SupportsShouldProcess = true), OutputType(typeof(string), typeof(FileInfo))]
public sealed class ShowModelCommand : KerasCmdlet
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Given")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Piped")]
    public Model Model { get; set; } = null!;

    /// <summary>The SVG file to write and emit, replaced where it exists; the drawing is text without it.</summary>
    [Parameter(Position = 1, ParameterSetName = "Given")]
    [Parameter(Position = 0, ParameterSetName = "Piped")]
    [Alias("LiteralPath")]
    public string? Path { get; set; }

    /// <summary>The number of columns that the text may have; the width of the window, up to 120, by default.</summary>
    [Parameter]
    [ValidateRange(30, 1000)]
    public int? Width { get; set; }

    /// <summary>Whether the text has colors and characters beyond ASCII.</summary>
    [Parameter]
    public TextStyleChoice Style { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Path is null)
        {
            WriteObject(Guarded(() => ModelText.Draw(Model, HostScreen.StyleOf(this, Style), Width ?? HostScreen.WidthOf(this))), enumerateCollection: true);
            return;
        }

        if (WriteFile(Path, path => ModelDiagram.Write(Model, path)) is { } file)
            WriteObject(file);
    }
}
