# For the scripts that users read and run: examples/, module/ and build.ps1. tests/Pester/Scripts.Tests.ps1 runs it where PSScriptAnalyzer is installed.
@{
    Severity     = @('Error', 'Warning')

    ExcludeRules = @(
        # Callbacks are called with fixed parameters, of which a script names those before the one that it uses.
        'PSReviewUnusedParameter'

        # The functions of examples that are called New- make objects in memory.
        'PSUseShouldProcessForStateChangingFunctions'
    )
}
