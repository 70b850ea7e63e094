<#
.SYNOPSIS
    Finds servers that behave oddly, without having been shown any: an autoencoder learns what is usual, and what it cannot reproduce is not.
#>
#Requires -Version 7.4
param([int] $Epoch = 60)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
Set-RandomSeed 7
$random = [random]::new(7)

# Metrics of a server, which hang together: requests make load, load makes heat. Each is to be predicted from all, so it is a feature and a label.
$metric = 'requests', 'cpu', 'memory', 'latency', 'temperature'
function New-Sample([string] $Fault) {
    $requests = $random.NextDouble() * 100
    $cpu = 10 + 0.8 * $requests + 3 * $random.NextDouble()
    $value = @($requests, $cpu, (30 + 0.2 * $requests + 3 * $random.NextDouble()), (5 + 0.1 * $cpu + $random.NextDouble()), (35 + 0.3 * $cpu + $random.NextDouble()))
    switch ($Fault) {
        'stuck process' { $value[1] = 95 }
        'memory leak' { $value[2] = 90 }
        'slow disk' { $value[3] = 40 }
        'dead fan' { $value[4] = 85 }
    }
    $sample = [ordered]@{ fault = $Fault }
    for ($i = 0; $i -lt $metric.Count; $i++) {
        $sample[$metric[$i]] = $value[$i] / 100
        $sample["$($metric[$i])_again"] = $value[$i] / 100
    }
    [pscustomobject] $sample
}

$usual = 1..1500 | ForEach-Object { New-Sample '' }
$data = $usual | ConvertTo-Dataset -Feature $metric -Label ($metric | ForEach-Object { "${_}_again" })

# Five values through a layer of two and back: only what hangs together comes through.
$model = New-SequentialModel -Name autoencoder -InputShape 5 -Layer @(
    New-DenseLayer 16 -Activation tanh
    New-DenseLayer 2 -Name code
    New-DenseLayer 16 -Activation tanh
    New-DenseLayer 5)
Initialize-Model $model -Optimizer (New-AdamOptimizer 0.01) -Loss mse
Invoke-ModelFit $model $data -ValidationSplit 0.2 -Epoch $Epoch -Callback (New-EarlyStopping -Monitor val_loss -Patience 10 -RestoreBestWeights) |
    Select-Object -Last 1 | Format-Table

# The error of reproducing a sample; the limit is what 99 of 100 usual ones stay below.
filter Add-Deviation {
    $sum = 0.0
    for ($i = 0; $i -lt $metric.Count; $i++) { $sum += [math]::Pow($_.prediction[$i] - $_.($metric[$i]), 2) }
    [pscustomobject]@{ fault = $_.fault; deviation = [math]::Sqrt($sum) }
}
$deviation = $usual | Invoke-ModelPredict $model -BatchSize 256 | Add-Deviation | Sort-Object deviation
$limit = $deviation[[int] (0.99 * $deviation.Count)].deviation

$today = @('', 'stuck process', '', 'memory leak', 'slow disk', '', 'dead fan', '') | ForEach-Object { New-Sample $_ } | Invoke-ModelPredict $model | Add-Deviation
$today | Format-Table fault, @{ n = 'deviation'; e = { '{0:F3}' -f $_.deviation } }, @{ n = 'odd'; e = { $_.deviation -gt $limit } }
'{0} of {1} faults found, {2} false alarms' -f @($today | Where-Object { $_.fault -and $_.deviation -gt $limit }).Count, @($today | Where-Object fault).Count, @($today | Where-Object { -not $_.fault -and $_.deviation -gt $limit }).Count
