<#
.SYNOPSIS
    Forecasts the load of the next hour from the last day, with an LSTM.
#>
#Requires -Version 7.4
param([int] $Epoch = 12)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/KerasPS')
Set-RandomSeed 7
$random = [random]::new(7)

# Sixty days of hourly load: a wave a day, quiet weekends, noise.
$load = foreach ($hour in 0..(60 * 24 - 1)) {
    $weekend = [math]::Floor($hour / 24) % 7 -ge 5 ? 0.4 : 1.0
    $weekend * (0.5 + 0.4 * [math]::Sin(2 * [math]::PI * ($hour % 24 - 8) / 24)) + 0.05 * $random.NextDouble()
}

# A sample: 24 hours, and the one after them.
$window = 24
$rows = foreach ($start in 0..($load.Count - $window - 1)) {
    $row = [ordered]@{}
    for ($i = 0; $i -lt $window; $i++) { $row["h$i"] = $load[$start + $i] }
    $row.next = $load[$start + $window]
    [pscustomobject] $row
}
# The last days are for the test: a forecast is about the future, so nothing is shuffled before the split.
$cut = $rows.Count - 7 * 24
$train = $rows | Select-Object -First $cut | ConvertTo-Dataset -Feature h* -Label next -Shape $window, 1
$test = $rows | Select-Object -Skip $cut | ConvertTo-Dataset -Feature h* -Label next -Shape $window, 1

$model = New-SequentialModel -Name load -InputShape $window, 1 -Layer (New-LSTMLayer 24), (New-DenseLayer 1)
Initialize-Model $model -Optimizer (New-AdamOptimizer 0.01) -Loss mse -Metric mae
Invoke-ModelFit $model $train -ValidationData $test -Epoch $Epoch | Select-Object -Last 3 | Format-Table

$mae = (Invoke-ModelEvaluate $model $test).mae
$naive = ($rows | Select-Object -Skip $cut | ForEach-Object { [math]::Abs($_.next - $_.h0) } | Measure-Object -Average).Average
'Mean absolute error: {0:F3}; taking the load of a day before: {1:F3}' -f $mae, $naive
