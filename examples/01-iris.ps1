<#
.SYNOPSIS
    Trains a classifier of iris flowers: the whole way from a CSV file to predictions.
#>
#Requires -Version 7.4
param(
    # The folder for what the run writes.
    [string] $OutputFolder = (Join-Path $PSScriptRoot '../out/examples/iris')
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
$null = New-Item $OutputFolder -ItemType Directory -Force
Set-RandomSeed 7

# Data: any objects with properties will do, here the rows of a CSV file.
$train, $val = Import-Csv (Join-Path $PSScriptRoot '../data/iris.csv') |
    ConvertTo-Dataset -Feature sepal_length, sepal_width, petal_length, petal_width -Label species |
    Split-Dataset -Fraction 0.8 -Seed 7 -Stratified
$train, $val | Format-Table

# Model: the first layer learns means and variances from the training data.
$model = New-NormalizationLayer -Data $train | New-SequentialModel -InputShape 4 -Name iris
$model.Add((New-DenseLayer 16 -Activation relu))
$model.Add((New-DenseLayer 3 -Activation softmax))
Initialize-Model $model -Optimizer (New-AdamOptimizer 0.01) -Loss sparse_categorical_crossentropy -Metric accuracy
Get-ModelSummary $model | Format-Table

# Training: every epoch is an object; callbacks and scriptblocks control the run.
$history = Invoke-ModelFit $model $train -ValidationData $val -Epoch 100 -BatchSize 16 -Callback @(
    New-EarlyStopping -Monitor val_loss -Patience 5 -RestoreBestWeights
    New-ModelCheckpoint (Join-Path $OutputFolder 'best_{epoch:02d}_{val_loss:.2f}.keras') -SaveBestOnly
    { param($epoch, $logs) if ($logs.val_accuracy -gt 0.98) { $model.StopTraining = $true } })
$history | Export-Csv (Join-Path $OutputFolder 'history.csv')
$history | Select-Object -Last 5 | Format-Table
"Ended after epoch $($model.History.Epochs.Count): $($model.History.StopReason). Files: $((Get-ChildItem $OutputFolder).Count) in $(Resolve-Path $OutputFolder -Relative)."

# Use: new rows, with the columns that the model was trained on.
Invoke-ModelEvaluate $model $val | Format-Table
Import-Csv (Join-Path $PSScriptRoot '../data/iris.csv') | Get-Random -Count 5 -SetSeed 1 |
    Invoke-ModelPredict $model | Format-Table petal_length, petal_width, species, prediction, @{ n = 'confidence'; e = { $_.confidence.ToString('0.000') } }
