<#
.SYNOPSIS
    Tries settings at the same time, in threads, and takes the one that does best on data that none was trained on.
#>
#Requires -Version 7.4
param([int] $Epoch = 30, [int] $ThrottleLimit = [Environment]::ProcessorCount)

$ErrorActionPreference = 'Stop'
$module = (Resolve-Path (Join-Path $PSScriptRoot '../out/KerasPS')).Path
Import-Module $module
$train, $val = Get-SampleDataset Wine | Split-Dataset 0.75 -Seed 7 -Stratified

$trial = foreach ($units in 4, 16, 64) { foreach ($rate in 0.001, 0.01, 0.1) { @{ units = $units; rate = $rate } } }
$result = $trial | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
    Import-Module $using:module
    # Layers are a model's own: each trial makes its own, from the same seed.
    $model = New-SequentialModel -Layer @(
        New-NormalizationLayer -Data $using:train
        New-DenseLayer $_.units -Activation relu -KernelInitializer (New-GlorotUniformInitializer -Seed 7)
        New-DenseLayer 3 -Activation softmax -KernelInitializer (New-GlorotUniformInitializer -Seed 8))
    Initialize-Model $model -Optimizer (New-AdamOptimizer $_.rate) -Loss sparse_categorical_crossentropy -Metric accuracy
    $best = Invoke-ModelFit $model $using:train -ValidationData $using:val -Epoch $using:Epoch -Seed 7 -Thread 1 |
        Sort-Object val_loss | Select-Object -First 1
    [pscustomobject]@{ units = $_.units; rate = $_.rate; epoch = $best.epoch; val_loss = $best.val_loss; val_accuracy = $best.val_accuracy }
} | Sort-Object val_loss
$result | Format-Table units, @{ n = 'rate'; e = { "$($_.rate)" } }, epoch, @{ n = 'val_loss'; e = { '{0:F4}' -f $_.val_loss } }, @{ n = 'val_accuracy'; e = { '{0:F4}' -f $_.val_accuracy } }
"Best: $($result[0].units) units, learning rate $($result[0].rate)."
