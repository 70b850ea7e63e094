<#
.SYNOPSIS
    Predicts a number: the alcohol of a wine from its chemistry, with a log in a CSV file.
#>
#Requires -Version 7.4
param(
    # The folder for what the run writes.
    [string] $OutputFolder = (Join-Path $PSScriptRoot '../out/examples/wine')
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
$null = New-Item $OutputFolder -ItemType Directory -Force
Set-RandomSeed 7

# Import-Dataset reads the file itself, without an object a row. What is neither label nor named is left out.
$train, $val, $test = Import-Dataset (Join-Path $PSScriptRoot '../data/wine.csv') -Label alcohol -Feature malic_acid, ash, 'alcalinity*', magnesium, '*phenols', flavanoids, color_intensity, hue, od*, proline |
    Split-Dataset 0.7, 0.15, 0.15 -Seed 7

# The last layer begins at the mean, so that the training need not find it first.
$mean = ($train.Labels | Measure-Object -Average).Average
$model = New-SequentialModel -Name alcohol -Layer @(
    New-NormalizationLayer -Data $train
    New-DenseLayer 8 -Activation relu -KernelRegularizer (New-L2Regularizer 0.01)
    New-DenseLayer 1 -BiasInitializer (New-ConstantInitializer $mean))
Initialize-Model $model -Optimizer (New-AdamOptimizer 0.01) -Loss mse -Metric mae

# A plateau halves the learning rate; 40 epochs without improvement end the training.
$null = Invoke-ModelFit $model $train -ValidationData $val -Epoch 500 -Callback @(
    New-ReduceLROnPlateau -Monitor val_loss -Factor 0.5 -Patience 15
    New-EarlyStopping -Monitor val_loss -Patience 40 -RestoreBestWeights
    New-CsvLogger (Join-Path $OutputFolder 'history.csv'))
$model.History.StopMessage
$model.History.LearningRateChanges | Format-Table

# The error in volume percent, beside that of guessing the mean.
$result = Invoke-ModelEvaluate $model $test
$guess = ($test.Labels | ForEach-Object { [math]::Abs($_ - $mean) } | Measure-Object -Average).Average
'Mean absolute error on wines it has not seen: {0:F2}; guessing the mean: {1:F2}' -f $result.mae, $guess
