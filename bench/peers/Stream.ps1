<#
.SYNOPSIS
    Trains on a CSV file that stays in a file. Says the seconds of the import, those of an epoch (the median of several, without the first), and the peak of memory in MB.
#>
param([string] $Path, [string] $Shuffle)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../../out/KerasPS/KerasPS.psd1')

$watch = [Diagnostics.Stopwatch]::StartNew()
$data = Import-Dataset $Path -Label y -Stream
$import = $watch.Elapsed.TotalSeconds
$model = New-SequentialModel @(
    New-DenseLayer 64 -Activation relu
    New-DenseLayer 1)
$epochs = [Math]::Clamp(2000000 / $data.Count, 2, 20) + 1
$seconds = Invoke-ModelFit $model $data -Optimizer adam -Loss mse -Epoch $epochs -BatchSize 256 -Seed 1 -Shuffle $Shuffle -Device cpu |
    Select-Object -Skip 1 | ForEach-Object Seconds | Sort-Object
$import, $seconds[$seconds.Count / 2], ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1e6) |
    ForEach-Object { $_.ToString([cultureinfo]::InvariantCulture) }
