<#
.SYNOPSIS
    Trains classifiers of handwritten digits on few images, as they are and changed a little at random in each epoch.
.DESCRIPTION
    A network that sees the same few images again and again learns them by heart. Layers that turn and shift them at random show it other
    images in each epoch; when the model is evaluated or used, they hand images on as they are. That helps
    little with test images that lie as neatly in the middle as those for training, and much with others. Each model is trained on several
    small sets of images, because results depend on which images are in it.
#>
#Requires -Version 7.4
param(
    # The number of epochs of each training.
    [int] $Epoch = 150,

    # For each seed, another tenth of the images is trained on.
    [int[]] $Seed = (1, 2, 3)
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')

# Digits may lean or be a little away from the middle, but are not mirrored: a mirrored 2 is no digit. What comes in at the borders is as
# dark as the background.
$augmentations = [ordered]@{
    'as they are' = { }
    'augmented' = {
        New-RandomTranslationLayer 0.1 0.1 -FillMode constant
        New-RandomRotationLayer 0.03 -FillMode constant
    }
}

$results = foreach ($split in $Seed) {
    # 8 by 8 pixels, 10 classes; a tenth of the images to train on, about 18 of each digit.
    $train, $test = Get-SampleDataset Digits | Split-Dataset -Fraction 0.1 -Seed $split -Stratified
    foreach ($images in $augmentations.Keys) {
        # The layers that change images come first. Both models start with the same weights.
        Set-RandomSeed $split
        $model = New-SequentialModel -InputShape 8, 8, 1 -Layer @(
            & $augmentations[$images]
            New-NormalizationLayer -Data $train
            New-Conv2DLayer 32 3 -Activation relu -Padding same
            New-MaxPooling2DLayer 2
            New-Conv2DLayer 64 3 -Activation relu
            New-FlattenLayer
            New-DenseLayer 64 -Activation relu
            New-DenseLayer 10 -Activation softmax)
        Initialize-Model $model -Optimizer adam -Loss sparse_categorical_crossentropy -Metric accuracy
        $last = Invoke-ModelFit $model $train -Epoch $Epoch -BatchSize 16 -Seed $split | Select-Object -Last 1
        $tested = Invoke-ModelEvaluate $model $test -BatchSize 256

        # The same trained layers behind two that move every image by a pixel, down and to the right.
        $away = New-SequentialModel -InputShape 8, 8, 1 -Name away -Layer @(
            New-ZeroPadding2DLayer (1, 0), (1, 0)
            New-Cropping2DLayer (0, 1), (0, 1)
            $model.Layers)
        Initialize-Model $away -Loss sparse_categorical_crossentropy -Metric accuracy
        $testedAway = Invoke-ModelEvaluate $away $test -BatchSize 256
        [pscustomobject]@{
            Images = $images
            Split = $split
            TrainingAccuracy = $last.accuracy
            TestAccuracy = $tested.accuracy
            ShiftedAccuracy = $testedAway.accuracy
        }
    }
}

"Mean accuracy; shifted are the $($test.Count) test images moved by a pixel."
$results | Group-Object Images | ForEach-Object {
    $mean = $_.Group | Measure-Object TrainingAccuracy, TestAccuracy, ShiftedAccuracy -Average |
        ForEach-Object { $_.Average.ToString('0.000', [cultureinfo]::InvariantCulture) }
    [pscustomobject]@{ Images = $_.Name; Training = $mean[0]; Test = $mean[1]; Shifted = $mean[2] }
} | Format-Table
