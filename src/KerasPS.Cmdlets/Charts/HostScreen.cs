using System.Management.Automation;
using System.Management.Automation.Host;
using KerasPS.Charts;

namespace KerasPS.Cmdlets;

/// <summary>What the host of a cmdlet can show.</summary>
internal static class HostScreen
{
    private const int UsualWidth = 80;
    private const int MaxFilled = 120;

    /// <summary>The number of columns to fill where the user did not say.</summary>
    public static int WidthOf(PSCmdlet cmdlet)
    {
        try
        {
            // The last column is left free: some terminals break the line after it.
            int width = cmdlet.Host.UI.RawUI.WindowSize.Width - 1;
            return width < 30 ? UsualWidth : Math.Min(width, MaxFilled);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or NullReferenceException)
        {
            return UsualWidth;
        }
    }

    /// <summary>
    /// Colors are for a host that can show them, at the end of a pipeline: not where NO_COLOR or $PSStyle.OutputRendering say otherwise. Characters beyond ASCII are
    /// for an output that is encoded in Unicode.
    /// </summary>
    public static TextStyle StyleOf(PSCmdlet cmdlet, TextStyleChoice choice)
    {
        bool isUnicode = choice != TextStyleChoice.Ascii && Console.OutputEncoding.CodePage is 65001 or 1200 or 1201 or 12000;
        return new TextStyle(isUnicode, choice == TextStyleChoice.Color || (choice == TextStyleChoice.Auto && ShowsColor(cmdlet)));
    }

    private static bool ShowsColor(PSCmdlet cmdlet)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
            return false;
        object? style = cmdlet.SessionState.PSVariable.GetValue("PSStyle");
        string rendering = style is null ? "Host" : $"{PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value}";
        return rendering switch
        {
            "PlainText" => false,
            "Ansi" => true,
            _ => cmdlet.Host.UI is { SupportsVirtualTerminal: true } && !Console.IsOutputRedirected && cmdlet.MyInvocation.PipelinePosition == cmdlet.MyInvocation.PipelineLength,
        };
    }
}
