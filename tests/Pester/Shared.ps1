# What the test files share. Dot-sourced in their BeforeAll.
Import-Module KerasPS

$root = Split-Path (Split-Path $PSScriptRoot)
$irisFile = Join-Path $root 'data/iris.csv'
$irisFeature = 'sepal_length', 'sepal_width', 'petal_length', 'petal_width'

# A small classifier of iris flowers, built and ready to be trained. The same seed gives the same first weights.
function New-IrisModel([long] $Seed = 1, $Optimizer = 'adam', [object[]] $Metric = 'accuracy') {
    Set-RandomSeed $Seed
    $model = New-SequentialModel -InputShape 4 -Name iris -Layer @(
        New-DenseLayer 8 -Activation relu
        New-DenseLayer 3 -Activation softmax)
    $null = Get-ModelSummary $model
    Initialize-Model $model -Optimizer $Optimizer -Loss sparse_categorical_crossentropy -Metric $Metric -PassThru
}

# Two features and the number that they add up to.
function New-SumDataset([int] $Count = 32) {
    1..$Count | ForEach-Object { [pscustomobject]@{ a = $_ / $Count; b = ($_ % 5) / 5; y = $_ / $Count + ($_ % 5) / 5 } } |
        ConvertTo-Dataset -Label y
}

# All values of a model's weights, to compare them bit by bit.
function Get-FlatWeight($Model) { Get-ModelWeight $Model | ForEach-Object { $_.ToArray() } }

# The error that a script ends with.
function Get-Failure([scriptblock] $Script) {
    try { $null = & $Script } catch { return $_ }
    throw "No error: $Script"
}

# How to start another PowerShell like this one: the program, and an array of the arguments before PowerShell's own. Where PowerShell is a .NET tool, the process is dotnet. The
# tool's own program is not taken, because it starts yet another process, which lives on when the first is killed.
function Get-PowerShell {
    $program = [Environment]::ProcessPath
    $leading = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
    $program, $leading
}

# Runs a script in a process of its own, under StrictMode, and gives the lines that it wrote.
function Invoke-Fresh([string] $Script) {
    $script = "Set-StrictMode -Version Latest; `$ErrorActionPreference = 'Stop'; `$PSStyle.OutputRendering = 'PlainText'; $Script"
    $program, $leading = Get-PowerShell
    $said = & $program @leading -NoProfile -NonInteractive -Command $script 2>&1
    [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = @($said | ForEach-Object { "$_" }) }
}
