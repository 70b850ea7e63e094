<#
.SYNOPSIS
    A CSV file of numbers to a trained model: normalised, an MLP 19-64-64-1, five epochs in batches of 256, evaluated. The last line is the peak of memory in MB.
#>
param([string] $Path)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../../out/KerasPS/KerasPS.psd1')

$train, $test = Import-Dataset $Path -Label y | Split-Dataset -Fraction 0.8 -Seed 1
$model = New-SequentialModel @(
    New-NormalizationLayer -Data $train
    New-DenseLayer 64 -Activation relu
    New-DenseLayer 64 -Activation relu
    New-DenseLayer 1)
$null = Invoke-ModelFit $model $train -Optimizer adam -Loss mse -Epoch 5 -BatchSize 256 -Seed 1 -Device cpu
'test error {0:F4}' -f (Invoke-ModelEvaluate $model $test -BatchSize 256).loss
'{0:F0}' -f ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1e6)
