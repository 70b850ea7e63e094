<#
.SYNOPSIS
    Trains one model that answers two questions about a wine, its cultivar and its alcohol, from two groups of measurements.
#>
#Requires -Version 7.4
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
Set-RandomSeed 7

# Data: a dataset for each group of columns, joined by the names of the model's inputs and outputs.
$wines = Import-Csv (Join-Path $PSScriptRoot '../data/wine.csv')
$minerals = $wines | ConvertTo-Dataset -Feature malic_acid, ash, alcalinity_of_ash, magnesium, proline -Label cultivar
$colours = $wines | ConvertTo-Dataset -Feature *phenols, flavanoids, proanthocyanins, color_intensity, hue, od280* -Label alcohol
$train, $val = Join-Dataset -Input @{ minerals = $minerals; colours = $colours } -Output @{ cultivar = $minerals; alcohol = $colours } |
    Split-Dataset 0.8 -Seed 1

# Model: layers are called by piping tensors into them; a branch for each input, a head for each output.
$inputs = (New-ModelInput $minerals.FeatureShape -Name minerals), (New-ModelInput $colours.FeatureShape -Name colours)
$branches = @(
    $inputs[0] | New-NormalizationLayer -Data $minerals | New-DenseLayer 8 -Activation relu
    $inputs[1] | New-NormalizationLayer -Data $colours | New-DenseLayer 8 -Activation relu)
$both = $branches | New-ConcatenateLayer | New-DenseLayer 16 -Activation relu
$outputs = @(
    $both | New-DenseLayer 3 -Activation softmax -Name cultivar
    $both | New-DenseLayer 1 -BiasInitializer (New-ConstantInitializer 13) -Name alcohol)
$model = New-FunctionalModel $inputs $outputs -Name wine
Initialize-Model $model -Optimizer (New-AdamOptimizer 0.01) -Metric @{ cultivar = 'accuracy'; alcohol = 'mae' } -Loss @{
    cultivar = 'sparse_categorical_crossentropy'
    alcohol  = 'mse'
} -LossWeight @{ cultivar = 1; alcohol = 0.5 }
Get-ModelSummary $model | Format-Table

# Training: the names in the logs begin with those of the outputs.
Invoke-ModelFit $model $train -ValidationData $val -Epoch 60 -Callback (New-EarlyStopping -Patience 10 -RestoreBestWeights) |
    Select-Object -Last 3 | Format-Table epoch, loss, cultivar_accuracy, alcohol_mae, val_cultivar_accuracy, val_alcohol_mae

# Use: each output's prediction has its name too.
Invoke-ModelPredict $model $val | Select-Object -First 5 | Format-Table cultivar_prediction, cultivar_confidence, alcohol_prediction
