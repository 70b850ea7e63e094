<#
.SYNOPSIS
    Sets up, builds, tests or demonstrates KerasPS.
.DESCRIPTION
    Runs the program in build/, as build.sh does. It works in Windows PowerShell 5.1 as well.
.PARAMETER Task
    Build puts the module into out/KerasPS; Test, Demo, Bench, Docs and Coverage do that first. Package makes what users get, for one platform.
.PARAMETER Torch
    Who provides torch: the TorchSharp packages, or a libtorch on this machine.
.PARAMETER Cuda
    With TorchSharp, takes its CUDA packages instead of the CPU ones.
.PARAMETER Runtime
    With Package, the platform that the package is for; this one, unless it is said.
.PARAMETER Full
    Runs the demo on the whole data set instead of a part of it.
.EXAMPLE
    ./build.ps1 -Task Demo
.EXAMPLE
    ./build.ps1 -Task Package -Runtime win-x64
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Bench', 'Docs', 'Coverage')]
    [string] $Task = 'Build',

    [ValidateSet('TorchSharp', 'LibTorch')]
    [string] $Torch = 'TorchSharp',

    [switch] $Cuda,

    [ValidateSet('win-x64', 'win-arm64', 'linux-x64', 'osx-arm64')]
    [string] $Runtime,

    [switch] $Full
)

$sdk = if (Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue) { dotnet --list-sdks }
if (-not ($sdk -match '^[1-9][0-9]+\.')) {
    Write-Error 'The .NET SDK 10 or later is needed: https://dotnet.microsoft.com/download'
    exit 127
}

$arguments = @($Task, '--torch', $Torch)
if ($Cuda) { $arguments += '--cuda' }
if ($Runtime) { $arguments += '--runtime', $Runtime }
if ($Full) { $arguments += '--full' }

dotnet run --project (Join-Path $PSScriptRoot 'build') -- @arguments
exit $LASTEXITCODE
