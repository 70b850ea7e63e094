<#
.SYNOPSIS
    Trains with two learning rates, with event files for TensorBoard, and makes images and a table of those files.
.DESCRIPTION
    The event files can be looked at with TensorBoard: tensorboard --logdir LogFolder. The images need nothing but Show-TensorBoardLog, which reads them
    back as objects, and Export-History, which draws whatever has epochs. docs/tensorboard.md shows one.
#>
#Requires -Version 7.4
param(
    # Where the event files go, a folder for each learning rate.
    [string] $LogFolder = 'tensorboard-logs',

    # The folder for the images, one for each learning rate.
    [string] $OutputFolder = 'tensorboard-images',

    # How many epochs each run has.
    [int] $Epoch = 30
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
$null = New-Item $OutputFolder -ItemType Directory -Force

foreach ($rate in 0.001, 0.01) {
    Set-RandomSeed 1
    $train, $test = Get-SampleDataset Digits | Split-Dataset -Fraction 0.5 -Seed 1 -Stratified
    $model = New-SequentialModel -InputShape 8, 8, 1 -Layer @(
        New-NormalizationLayer -Data $train
        New-FlattenLayer
        New-DenseLayer 32 -Activation relu -Name hidden
        New-DenseLayer 10 -Activation softmax -Name digit)
    Initialize-Model $model -Optimizer (New-AdamOptimizer $rate) -Loss sparse_categorical_crossentropy -Metric accuracy
    $log = New-TensorBoard "$LogFolder/adam $rate" -HistogramFreq 1 -WriteImages -WriteText -UpdateFreq 10 -Hparam @{ learning_rate = $rate }
    $null = Invoke-ModelFit $model $train -ValidationData $test -Epoch $Epoch -Seed 1 -Callback $log
}

# Values of one epoch become one object again, as Invoke-ModelFit had emitted it.
foreach ($run in Show-TensorBoardLog $LogFolder -Tag epoch_* | Group-Object { ($_.Run -split '/')[0] }) {
    $run.Group | Group-Object Step | Sort-Object { [int] $_.Name } | ForEach-Object {
        $row = [ordered]@{ epoch = [int] $_.Name + 1 }
        foreach ($value in $_.Group) {
            $row[($value.Run -like '*/validation' ? 'val_' : '') + $value.Tag.Substring('epoch_'.Length)] = $value.Value
        }
        [pscustomobject] $row
    } | Export-History (Join-Path $OutputFolder "$($run.Name).svg") -PassThru | ForEach-Object { "Drawn: $($_.FullName)" }
}

# Histograms: how far the weights of a layer lie apart, by learning rate and epoch.
Show-TensorBoardLog $LogFolder -Tag hidden/kernel/histogram | Where-Object { $_.Step % 10 -eq 0 } | ForEach-Object {
    $count = ($_.Value | Measure-Object Count -Sum).Sum
    $square = ($_.Value | ForEach-Object { $_.Count * [Math]::Pow(($_.Left + $_.Right) / 2, 2) } | Measure-Object -Sum).Sum
    [pscustomobject]@{
        run     = ($_.Run -split '/')[0]
        epoch   = $_.Step + 1
        weights = [int] $count
        least   = $_.Value[0].Left
        most    = $_.Value[-1].Right
        spread  = [Math]::Sqrt($square / $count)
    }
} | Format-Table
