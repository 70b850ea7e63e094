<#
.SYNOPSIS
    Writes a line of JSON per epoch, by a scriptblock; other programs can follow the file while the training runs.
#>
#Requires -Version 7.4
param(
    # The file.
    [string] $Path = (Join-Path $PSScriptRoot '../out/examples/training.jsonl')
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
$null = New-Item (Split-Path $Path) -ItemType Directory -Force
Set-RandomSeed 7

$log = New-LambdaCallback -OnTrainBegin { Set-Content $Path '' -NoNewline } -OnEpochEnd {
    param($epoch, $logs, $model)
    [pscustomobject]@{ time = [datetime]::UtcNow; model = $model.Name; epoch = $epoch + 1; loss = $logs.loss; accuracy = $logs.accuracy } |
        ConvertTo-Json -Compress | Add-Content $Path
} -OnTrainEnd {
    param($logs, $model)
    [pscustomobject]@{ time = [datetime]::UtcNow; model = $model.Name; ended = "$($model.History.StopReason)" } | ConvertTo-Json -Compress | Add-Content $Path
}

$model = New-SequentialModel -Name iris -Layer (New-DenseLayer 16 -Activation relu), (New-DenseLayer 3 -Activation softmax)
$null = Get-SampleDataset Iris | Invoke-ModelFit $model -Epoch 10 -Optimizer adam -Loss sparse_categorical_crossentropy -Metric accuracy -Callback $log
Get-Content $Path | ConvertFrom-Json | Select-Object -SkipLast 1 | Format-Table time, epoch, loss, accuracy
