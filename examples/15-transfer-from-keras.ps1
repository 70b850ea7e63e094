<#
.SYNOPSIS
    Transfer learning from a model that Keras trained: it knows handwritten digits, and learns from fifty images whether a digit has a hole, as 0, 6, 8 and 9 have.
.DESCRIPTION
    The file is Keras's (data/README.md has the program that made it). Its layers are frozen, a new last layer is put behind them, and only that is trained. A model that
    begins from nothing is trained on the same fifty images, to compare. Keras's model has seen none of the images that are used here.
#>
#Requires -Version 7.4
param(
    # The folder for what the run writes.
    [string] $OutputFolder = (Join-Path $PSScriptRoot '../out/examples/transfer'),

    # The number of epochs of each training.
    [int] $Epoch = 40
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
$null = New-Item $OutputFolder -ItemType Directory -Force
Set-RandomSeed 1

# Keras learnt from the first 900 images.
$rows = Import-Csv (Join-Path $PSScriptRoot '../data/digits.csv') | Select-Object -Skip 900 |
    Select-Object *, @{ Name = 'shape'; Expression = { $_.digit -in '0', '6', '8', '9' ? 'hole' : 'no hole' } }
$few, $others = $rows | ConvertTo-Dataset -Feature pixel_* -Label shape -Shape 8, 8, 1 | Split-Dataset 0.056 -Stratified -Seed 1
"$($few.Count) images to learn from, $($others.Count) to be asked about"

# What a file says of itself, before anything is made of it.
$file = Join-Path $PSScriptRoot 'data/digits.keras'
Get-ModelFile $file | Format-List Model, ParameterCount, KerasVersion

# All of Keras's layers, none of which changes any more, and a new one: which digit says most of which shape.
$keras = Import-Model $file
$keras.Trainable = $false
$transferred = New-SequentialModel -Name transferred -InputShape 8, 8, 1 -Layer @(
    $keras.Layers
    New-DenseLayer 1 -Activation sigmoid -Name hole)
Get-ModelSummary $transferred | Format-Table
Initialize-Model $transferred -Optimizer (New-AdamOptimizer 0.1) -Loss binary_crossentropy -Metric accuracy

# The same from nothing. With all of its layers to train, larger steps would throw it off.
$fresh = New-SequentialModel -Name fresh -InputShape 8, 8, 1 -Layer @(
    New-RescalingLayer (1 / 16)
    New-Conv2DLayer 16 3 -Padding same -Activation relu
    New-Conv2DLayer 16 3 -Padding same -Activation relu
    New-MaxPooling2DLayer
    New-FlattenLayer
    New-DropoutLayer 0.3
    New-DenseLayer 24 -Activation relu
    New-DenseLayer 1 -Activation sigmoid)
Initialize-Model $fresh -Optimizer (New-AdamOptimizer 0.01) -Loss binary_crossentropy -Metric accuracy

foreach ($model in $fresh, $transferred) {
    $null = Invoke-ModelFit $model $few -Epoch $Epoch -BatchSize 10 -Seed 1
    '{0,-11} is right on {1:P1} of the others' -f $model.Name, (Invoke-ModelEvaluate $model $others).accuracy
}

# Opened again it answers the same, and what was frozen still is.
Export-Model $transferred (Join-Path $OutputFolder 'hole.keras')
$opened = Import-Model (Join-Path $OutputFolder 'hole.keras')
'Opened again: right on {0:P1}; trained from here on: {1}' -f (Invoke-ModelEvaluate $opened $others).accuracy,
    (($opened.TrainedVariables | ForEach-Object Path) -join ', ')
