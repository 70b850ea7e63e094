#Requires -Version 7.4
<#
.SYNOPSIS
    Runs the Pester tests of this folder on the built module.
.DESCRIPTION
    `./build.sh test` runs this; run it yourself for the Pester tests alone, after `./build.sh build`.
    The exit code is 0 when every test passed, 1 when any failed.
.PARAMETER Module
    The folder of the built module. Tests find it with `Import-Module KerasPS`.
.PARAMETER Result
    A JSON file to write the counts to.
.EXAMPLE
    pwsh tests/Pester/Invoke-Suite.ps1
#>
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../../out/KerasPS'),
    [string] $Result
)

$ErrorActionPreference = 'Stop'

# First on the path, so that no installed KerasPS is tested instead, nor another Pester taken than the one that the build restores.
$folder = Split-Path (Resolve-Path $Module)
$env:PSModulePath = $folder, (Join-Path $PSScriptRoot '../../out/modules'), $env:PSModulePath -join [IO.Path]::PathSeparator

if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
    Write-Host 'test: PSScriptAnalyzer is not installed, so scripts are checked by Scripts.Tests.ps1 alone: Install-PSResource PSScriptAnalyzer'
}

Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.999
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
if ([Console]::IsOutputRedirected) { $configuration.Output.RenderMode = 'Plaintext' }
$run = Invoke-Pester -Configuration $configuration
if (-not $run) { exit 1 }

# A file that cannot be read and an AfterAll that throws are failures without a failed test.
$other = @($run.FailedBlocks) + @($run.FailedContainers) | Where-Object { $_ -and $_.FailedCount -eq 0 }
$count = [ordered]@{
    Passed  = $run.PassedCount
    Failed  = $run.FailedCount + @($other).Count
    Skipped = $run.SkippedCount + $run.InconclusiveCount
}
if ($Result) { $count | ConvertTo-Json | Set-Content $Result }
exit [int]($count.Failed -gt 0)
