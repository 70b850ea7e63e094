using System.Management.Automation.Language;

namespace KerasPS.Cmdlets;

/// <summary>Finds arguments in a command that is being typed.</summary>
internal static class CommandArgument
{
    /// <summary>The arguments of a parameter given by its name.</summary>
    public static IEnumerable<ExpressionAst> Of(CommandAst command, string parameter)
    {
        for (int i = 0; i < command.CommandElements.Count; i++)
        {
            if (command.CommandElements[i] is not CommandParameterAst given || !given.ParameterName.Equals(parameter, StringComparison.OrdinalIgnoreCase))
                continue;
            if ((given.Argument ?? command.CommandElements.ElementAtOrDefault(i + 1)) is ExpressionAst argument)
                yield return argument;
        }
    }

    /// <summary>The argument of a parameter given by its name, or else the first one given without a name.</summary>
    public static ExpressionAst? OfFirst(CommandAst command, params string[] parameters) =>
        parameters.SelectMany(parameter => Of(command, parameter)).FirstOrDefault()
        ?? command.CommandElements.Skip(1).TakeWhile(element => element is not CommandParameterAst).OfType<ExpressionAst>().FirstOrDefault();
}
