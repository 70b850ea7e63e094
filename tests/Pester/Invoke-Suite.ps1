#Requires -Version 7.4
<#
.SYNOPSIS
    Runs the Pester tests of this folder on the built module.
.DESCRIPTION
    `./build.sh test` runs this; run it yourself for the Pester tests alone, after `./build.sh build`.
    The exit code is 0 when every test passed, 1 when any failed, 2 when there is no Pester 5 to run them with.
.PARAMETER Module
    The folder of the built module. Tests find it with `Import-Module KerasPS`.
.PARAMETER Result
    A JSON file to write the counts to.
.PARAMETER InstallTo
    A folder to save Pester in when it is missing; without it, nothing is downloaded.
.EXAMPLE
    pwsh tests/Pester/Invoke-Suite.ps1
#>
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../../out/KerasPS'),
    [string] $Result,
    [string] $InstallTo
)

$ErrorActionPreference = 'Stop'

function Find-Pester {
    Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Sort-Object Version | Select-Object -Last 1
}

function Save-Pester([string] $Path) {
    Write-Host "test: Pester 5 is missing; saving it in $Path"
    $null = New-Item $Path -ItemType Directory -Force
    try {
        if (Get-Command Save-PSResource -ErrorAction Ignore) {
            Save-PSResource Pester -Version '[5.0,6.0)' -Path $Path -TrustRepository
        } else {
            Save-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.999 -Path $Path
        }
    } catch {
        Write-Host "test: it could not be saved: $_"
    }
}

# First on the path, so that no installed KerasPS is tested instead.
$folder = Split-Path (Resolve-Path $Module)
$env:PSModulePath = $folder, $env:PSModulePath -join [IO.Path]::PathSeparator

$pester = Find-Pester
if (-not $pester -and $InstallTo) {
    Save-Pester $InstallTo
    $env:PSModulePath = $env:PSModulePath, $InstallTo -join [IO.Path]::PathSeparator
    $pester = Find-Pester
}
if (-not $pester) { exit 2 }

if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
    Write-Host 'test: PSScriptAnalyzer is not installed, so scripts are checked by Scripts.Tests.ps1 alone: Install-PSResource PSScriptAnalyzer'
}

Import-Module $pester.Path
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
