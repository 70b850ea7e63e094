<#
.SYNOPSIS
    Trains a convolutional network on Fashion-MNIST: images of clothing in ten classes.
.DESCRIPTION
    By default on a subset of the images, so that it ends within three minutes on two cores. -Full takes all 60,000 and reaches
    at least 0.90 accuracy on the test images. The images come from IDX files: Debian's package dataset-fashion-mnist, or any folder
    in MNIST's format given with -Path.
#>
#Requires -Version 7.4
param(
    # Train on all images.
    [switch] $Full,

    # A folder with train-images-idx3-ubyte and the three other files, possibly with .gz.
    [string] $Path,

    # The folder for what the run writes.
    [string] $OutputFolder = (Join-Path $PSScriptRoot '../out/examples/fashion-mnist')
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
$null = New-Item $OutputFolder -ItemType Directory -Force
Set-RandomSeed 1

# A callback of one's own: a class that derives from KerasPS.Callback. It lies in a file of its own because PowerShell must
# know the module's types before it reads the class.
. (Join-Path $PSScriptRoot 'StopAtAccuracy.ps1')

$source = @{ Name = 'FashionMnist'; Scale = 1 / 255 }
if ($Path) { $source.Path = $Path }
$train = Get-SampleDataset @source -Subset Train
$test = Get-SampleDataset @source -Subset Test
$epochs = 10
if (-not $Full) {
    $train, $null = $train | Split-Dataset -Fraction 0.2 -Seed 1 -Stratified
    $test, $null = $test | Split-Dataset -Fraction 0.2 -Seed 1 -Stratified
    $epochs = 5
    "A subset: $($train.Count) of 60000 images to train on, $($test.Count) of 10000 to test on. -Full takes all."
}
$train, $val = $train | Split-Dataset -Fraction 0.9 -Seed 1 -Stratified

$model = New-SequentialModel -Name fashion -InputShape 28, 28, 1 -Layer @(
    New-Conv2DLayer 32 3 -Activation relu
    New-MaxPooling2DLayer 2
    New-Conv2DLayer 64 3 -Activation relu
    New-MaxPooling2DLayer 2
    New-FlattenLayer
    New-DropoutLayer 0.3
    New-DenseLayer 128 -Activation relu
    New-DropoutLayer 0.3
    New-DenseLayer 10 -Activation softmax)
Initialize-Model $model -Optimizer adam -Loss sparse_categorical_crossentropy -Metric accuracy
Get-ModelSummary $model | Format-Table

# The learning rate stays for three epochs, then falls by a tenth each.
$schedule = { param($epoch, $rate) if ($epoch -lt 3) { $rate } else { $rate * [math]::Exp(-0.1) } }

Invoke-ModelFit $model $train -ValidationData $val -Epoch $epochs -BatchSize 64 -Seed 1 -Callback @(
    New-LearningRateScheduler $schedule
    New-EarlyStopping -Monitor val_loss -Patience 3 -RestoreBestWeights
    New-ModelCheckpoint (Join-Path $OutputFolder 'fashion_{epoch:02d}_{val_accuracy:.3f}.keras') -Monitor val_accuracy -SaveBestOnly
    New-CsvLogger (Join-Path $OutputFolder 'epochs.csv')
    [StopAtAccuracy]::new(0.95)) |
    Tee-Object -Variable history
$history | Export-Csv (Join-Path $OutputFolder 'history.csv')

"Ended after epoch $($model.History.Epochs.Count): $($model.History.StopReason); the model has the weights of epoch $($model.History.WeightsFromEpoch)."
$result = Invoke-ModelEvaluate $model $test -BatchSize 256
"Test accuracy: $($result.accuracy.ToString('0.0000', [cultureinfo]::InvariantCulture)) on $($test.Count) images."
"What the run wrote is in $(Resolve-Path $OutputFolder -Relative):"
(Get-ChildItem $OutputFolder).Name
