<#
.SYNOPSIS
    Runs the PowerShell code of a Markdown document, in order, in this session and the current folder, and emits an object for each block.
.DESCRIPTION
    Each statement is run as at the prompt: what it emits is formatted on its own, in a window of 80 columns, and an error does not end the document.
    A block that follows code, of a fence without a language or of the language text, is what the document says comes of it; with text, numbers and what
    follows from them depend on the machine.
.PARAMETER Path
    The document.
.PARAMETER Module
    The module, in place of ./out/KerasPS.
.PARAMETER Root
    The repository, whose data/ and examples/ the document may name.
.PARAMETER PowerShell
    The program that a document's pwsh stands for, and arguments before its own.
#>
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string[]] $PowerShell
)

$PSStyle.OutputRendering = 'PlainText'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Module
# It may not be on the path.
$__program, $__leading = $PowerShell[0], @($PowerShell | Select-Object -Skip 1)
function pwsh { & $__program @__leading -NoProfile -NonInteractive -File @args }

# Names of its own, because the document's variables are in the same scope.
foreach ($__block in [regex]::Matches((Get-Content $Path -Raw), '(?sm)^```powershell\r?\n(?<code>.*?)^```\r?\n(?:```(?<kind>(?:text)?)\r?\n(?<shown>.*?)^```\r?$)?')) {
    $__code = $__block.Groups['code'].Value.Replace('./out/KerasPS', $Module) -replace '(?<![\w/.])(?=(?:data|examples)/)', "$Root/"
    $__errors = [System.Collections.Generic.List[string]]::new()
    $__output = foreach ($__statement in [scriptblock]::Create($__code).Ast.EndBlock.Statements) {
        try {
            . ([scriptblock]::Create($__statement.Extent.Text)) 3>&1 |
                ForEach-Object { if ($_ -is [System.Management.Automation.WarningRecord]) { "WARNING: $_" } else { $_ } } | Out-String -Stream -Width 80
        } catch {
            $__errors.Add("$_")
            $_ | Out-String -Stream -Width 80
        }
    }
    [pscustomobject]@{
        Code   = $__block.Groups['code'].Value.Trim()
        Output = @($__output)
        Error  = $__errors.ToArray()
        Kind   = $__block.Groups['kind'].Value
        Shown  = if ($__block.Groups['shown'].Success) { $__block.Groups['shown'].Value.TrimEnd() }
    }
}
