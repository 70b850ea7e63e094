<#
.SYNOPSIS
    Looks for a good learning rate: the rate grows from batch to batch, and a good one lies well below that at which the loss begins to rise.
#>
#Requires -Version 7.4
param([double] $From = 1e-5, [double] $To = 1, [int] $Step = 100)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
Set-RandomSeed 7

$data = Get-SampleDataset Digits
$model = New-SequentialModel -Layer (New-RescalingLayer (1 / 16)), (New-FlattenLayer), (New-DenseLayer 64 -Activation relu), (New-DenseLayer 10 -Activation softmax)
Initialize-Model $model -Optimizer (New-AdamOptimizer $From) -Loss sparse_categorical_crossentropy

# The logs have the mean loss since the epoch began; the batch's own is what it adds to the sum.
$found = [Collections.Generic.List[object]]::new()
$state = @{ Sum = 0.0; Mean = $null }
$finder = New-LambdaCallback -OnTrainBatchBegin {
    param($batch, $logs, $model)
    $model.Compilation.Optimizer.LearningRate = $From * [math]::Pow($To / $From, $batch / ($Step - 1))
} -OnTrainBatchEnd {
    param($batch, $logs, $model)
    $loss = $logs.loss * ($batch + 1) - $state.Sum
    $state.Sum += $loss
    $state.Mean = $null -eq $state.Mean ? $loss : 0.8 * $state.Mean + 0.2 * $loss
    $found.Add([pscustomobject]@{ rate = $model.Compilation.Optimizer.LearningRate; loss = $state.Mean })
    if ($state.Mean -gt 4 * ($found.loss | Measure-Object -Minimum).Minimum) { $model.StopTraining = $true }
}
$null = Invoke-ModelFit $model $data -BatchSize 16 -Epoch 1 -StepsPerEpoch $Step -Callback $finder

$found | Where-Object { $found.IndexOf($_) % 3 -eq 0 } |
    Format-Table @{ n = 'rate'; e = { '{0:0.0e+0}' -f $_.rate } }, @{ n = 'loss'; e = { '{0:F3}' -f $_.loss } }, @{ n = ''; e = { '#' * [math]::Min(60, [int] (20 * $_.loss)) } }
$lowest = $found | Sort-Object loss | Select-Object -First 1
'The loss is lowest at {0:0.0e+0}; a good learning rate is a tenth of it: {1:0.0e+0}' -f $lowest.rate, ($lowest.rate / 10)
