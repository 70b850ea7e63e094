<#
.SYNOPSIS
    A callback of one's own, as a PowerShell class: it ends the training at an accuracy.
#>
#Requires -Version 7.4
param([double] $Target = 0.9)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
# PowerShell must know KerasPS.Callback when it reads the class, so the class is in a file of its own, read after the import.
. (Join-Path $PSScriptRoot StopAtAccuracy.ps1)
Set-RandomSeed 7

$train, $val = Get-SampleDataset Iris | Split-Dataset 0.8 -Seed 7 -Stratified
$model = New-NormalizationLayer -Data $train | New-SequentialModel -InputShape 4
$model.Add((New-DenseLayer 16 -Activation relu))
$model.Add((New-DenseLayer 3 -Activation softmax))
Initialize-Model $model -Optimizer (New-AdamOptimizer 0.01) -Loss sparse_categorical_crossentropy -Metric accuracy

$history = Invoke-ModelFit $model $train -ValidationData $val -Epoch 100 -Callback ([StopAtAccuracy]::new($Target))
$history | Select-Object -Last 3 | Format-Table
"Ended after $($history.Count) epochs: $($model.History.StopReason)."
