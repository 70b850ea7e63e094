<#
.SYNOPSIS
    Sets up, builds, tests or demonstrates KerasPS.
.DESCRIPTION
    Runs the program in build/, as build.sh does. It works in Windows PowerShell 5.1 as well.
.PARAMETER Task
    Build puts the module into out/KerasPS; Test, Demo, Package, Bench, Docs and Coverage do that first.
.PARAMETER Torch
    Who provides torch: the TorchSharp packages, a libtorch on this machine, or the first of them that can be had.
.PARAMETER Cuda
    With TorchSharp, takes its CUDA packages instead of the CPU ones.
.PARAMETER Full
    Runs the demo on the whole data set instead of a part of it.
.EXAMPLE
    ./build.ps1 -Task Demo
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Bench', 'Docs', 'Coverage')]
    [string] $Task = 'Build',

    [ValidateSet('auto', 'TorchSharp', 'LibTorch')]
    [string] $Torch = 'auto',

    [switch] $Cuda,

    [switch] $Full
)

$sdk = if (Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue) { dotnet --list-sdks }
if (-not ($sdk -match '^[1-9][0-9]+\.')) {
    Write-Error 'The .NET SDK 10 or later is needed: https://dotnet.microsoft.com/download'
    exit 127
}

$arguments = @($Task, '--torch', $Torch)
if ($Cuda) { $arguments += '--cuda' }
if ($Full) { $arguments += '--full' }

dotnet run --project (Join-Path $PSScriptRoot 'build') -- @arguments
exit $LASTEXITCODE
