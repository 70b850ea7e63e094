<#
.SYNOPSIS
    Trains a classifier of handwritten digits on few images, once as they are and once changed a little at random in each epoch.
.DESCRIPTION
    A network that sees the same few images again and again learns them by heart. Layers that turn, shift and zoom them at random show it
    other images in each epoch; when the model is evaluated or used, they do nothing.
#>
#Requires -Version 7.4
param(
    # The number of epochs of both trainings.
    [int] $Epoch = 60
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')

# A tenth of the images to train on: 18 of each digit, 8 by 8 pixels, with values from 0 to 16.
$train, $test = Get-SampleDataset Digits | Split-Dataset -Fraction 0.1 -Seed 1 -Stratified
"$($train.Count) images to train on, $($test.Count) to test on."

# The same network for both, with the same first weights.
function New-DigitModel([string] $Name, $Augmentation = @()) {
    Set-RandomSeed 1
    $model = New-SequentialModel -Name $Name -InputShape 8, 8, 1 -Layer @(
        $Augmentation
        New-NormalizationLayer -Data $train
        New-Conv2DLayer 32 3 -Activation relu -Padding same
        New-MaxPooling2DLayer 2
        New-Conv2DLayer 64 3 -Activation relu
        New-FlattenLayer
        New-DenseLayer 64 -Activation relu
        New-DenseLayer 10 -Activation softmax)
    Initialize-Model $model -Optimizer adam -Loss sparse_categorical_crossentropy -Metric accuracy
    $model
}

# Digits may lean, be a pixel away or be larger, but are not mirrored: a mirrored 2 is no digit. What comes in at the borders is dark as
# the paper is.
$models = @(
    New-DigitModel as_they_are
    New-DigitModel augmented @(
        New-RandomRotationLayer 0.04 -FillMode constant
        New-RandomTranslationLayer 0.1 0.1 -FillMode constant
        New-RandomZoomLayer 0.1 -FillMode constant
        New-RandomContrastLayer 0.2, 0.2 -ValueRange 0, 16))

$models | ForEach-Object {
    $last = Invoke-ModelFit $_ $train -Epoch $Epoch -BatchSize 32 -Seed 1 | Select-Object -Last 1
    $result = Invoke-ModelEvaluate $_ $test -BatchSize 256
    [pscustomobject]@{
        Model = $_.Name
        TrainingAccuracy = $last.accuracy.ToString('0.000', [cultureinfo]::InvariantCulture)
        TestAccuracy = $result.accuracy.ToString('0.000', [cultureinfo]::InvariantCulture)
        TestLoss = $result.loss.ToString('0.000', [cultureinfo]::InvariantCulture)
    }
} | Format-Table
