<#
.SYNOPSIS
    Invoke-ModelFit: says "ready", then, for each line that it reads, trains an epoch and says how many seconds that took and the mean loss.
#>
param([string] $Model, [int] $Thread, [int] $Sample, [int] $BatchSize)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../out/KerasPS/KerasPS.psd1')

$shape, $layers = switch ($Model) {
    'mlp-128' { 784; , @(New-DenseLayer 128 -Activation relu; New-DenseLayer 10 -Activation softmax) }
    'mlp-512' { 784; , @(New-DenseLayer 512 -Activation relu; New-DenseLayer 512 -Activation relu; New-DenseLayer 10 -Activation softmax) }
    'cnn' {
        , (28, 28, 1)
        , @(
            New-Conv2DLayer 32 3 -Activation relu
            New-MaxPooling2DLayer
            New-Conv2DLayer 64 3 -Activation relu
            New-MaxPooling2DLayer
            New-FlattenLayer
            New-DenseLayer 128 -Activation relu
            New-DenseLayer 10 -Activation softmax)
    }
    'lstm' { , (50, 16); , @(New-LSTMLayer 128; New-DenseLayer 10 -Activation softmax) }
}

$random = [Random]::new(1)
$size = 1
foreach ($axis in $shape) { $size *= $axis }
$features = [float[]]::new($Sample * $size)
for ($i = 0; $i -lt $features.Length; $i++) { $features[$i] = $random.NextSingle() }
$labels = [float[]]::new($Sample)
for ($i = 0; $i -lt $Sample; $i++) { $labels[$i] = $random.Next(10) }
$data = [KerasPS.Data.Dataset]::new($features, [long[]] $shape, $labels, [long[]] @(), $null)

'ready'
$null = [Console]::In.ReadLine()
$watch = [Diagnostics.Stopwatch]::StartNew()
$network = New-SequentialModel $layers -InputShape $shape
Invoke-ModelFit $network $data -Optimizer adam -Loss sparse_categorical_crossentropy -Epoch 1000000 -BatchSize $BatchSize -Thread $Thread -Seed 1 -Device cpu -ProgressAction SilentlyContinue |
    ForEach-Object {
        [Console]::Out.WriteLine([string]::Format([cultureinfo]::InvariantCulture, '{0} {1}', $watch.Elapsed.TotalSeconds, $_.loss))
        if ($null -eq [Console]::In.ReadLine()) { exit }
        $watch.Restart()
    }
