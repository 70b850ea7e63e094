<#
.SYNOPSIS
    The whole job on Fashion-MNIST, from the files to the accuracy: one epoch, evaluation, prediction. The last line is the peak of memory in MB.
#>
param([string] $Folder)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '../../out/KerasPS/KerasPS.psd1')

$source = @{ Name = 'FashionMnist'; Path = $Folder; Scale = 1 / 255 }
$train = Get-SampleDataset @source -Subset Train
$test = Get-SampleDataset @source -Subset Test
$model = New-SequentialModel -InputShape 28, 28, 1 -Layer @(
    New-Conv2DLayer 32 3 -Activation relu
    New-MaxPooling2DLayer 2
    New-Conv2DLayer 64 3 -Activation relu
    New-MaxPooling2DLayer 2
    New-FlattenLayer
    New-DenseLayer 128 -Activation relu
    New-DenseLayer 10 -Activation softmax)
$epoch = Invoke-ModelFit $model $train -Optimizer adam -Loss sparse_categorical_crossentropy -Metric accuracy -BatchSize 64 -Seed 1 -Device cpu
'loss {0:F4}, accuracy {1:F4}' -f $epoch.loss, $epoch.accuracy
$result = Invoke-ModelEvaluate $model $test -BatchSize 64
'test loss {0:F4}, accuracy {1:F4}' -f $result.loss, $result.accuracy
$classes = Invoke-ModelPredict $model $test -BatchSize 64
'of class 0: {0}' -f @($classes | Where-Object prediction -EQ $test.ClassName[0]).Count
'{0:F0}' -f ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1e6)
