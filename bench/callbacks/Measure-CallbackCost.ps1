<#
.SYNOPSIS
    Measures what callbacks cost per batch.
.DESCRIPTION
    Trains the same model with each set of callbacks in turn, several rounds, so that a busy machine slows all alike. Prints, as a Markdown table, the
    median time of a batch, and what it is above a training without callbacks in the same round.
.PARAMETER Round
    How often each training is measured.
#>
[CmdletBinding()]
param([ValidateRange(3, 1000)] [int] $Round = 15)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../out/KerasPS/KerasPS.psd1')

$batches = 2000
$random = [Random]::new(1)
$rows = foreach ($i in 1..($batches * 2)) { [pscustomobject]@{ a = $random.NextDouble(); b = $random.NextDouble(); y = $random.NextDouble() } }
$data = $rows | ConvertTo-Dataset -Feature a, b -Label y
$folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "kerasps-bench-$PID")).FullName

# A PowerShell class that derives from a class of the module is parsed after the import.
$class = [scriptblock]::Create('class BatchCounter : KerasPS.Callback { [int] $Count; [void] OnTrainBatchEnd([int] $batch, [KerasPS.Logs] $logs) { $this.Count++ } }; [BatchCounter]::new()')

$cases = [ordered]@{
    'none'                                                           = { }
    'EarlyStopping, CsvLogger, ReduceLROnPlateau (no batch hook)'    = {
        New-EarlyStopping -Monitor loss -Patience 1000
        New-CsvLogger (Join-Path $folder log.csv)
        New-ReduceLROnPlateau -Monitor loss -Patience 1000
    }
    'scriptblock for each epoch (no batch hook)'                     = { New-LambdaCallback -OnEpochEnd { param($epoch, $logs) $null = $logs.loss } }
    'scriptblock for each batch, empty'                              = { New-LambdaCallback -OnTrainBatchEnd { } }
    'scriptblock for each batch, counts'                             = { New-LambdaCallback -OnTrainBatchEnd { param($batch, $logs, $model) $script:last = $batch } }
    'scriptblock for each batch, reads the loss'                     = { New-LambdaCallback -OnTrainBatchEnd { param($batch, $logs) $script:last = $logs.loss } }
    'PowerShell class with a method for each batch'                  = { & $class }
    'TerminateOnNaN (reads the loss of each batch)'                  = { New-TerminateOnNaN }
}

$times = @{}
foreach ($name in $cases.Keys) { $times[$name] = [Collections.Generic.List[double]]::new() }
try {
    for ($i = 0; $i -lt $Round + 2; $i++) {
        foreach ($name in $cases.Keys) {
            $model = New-SequentialModel (New-DenseLayer 1)
            $callbacks = @(& $cases[$name])
            # The first epoch has what is done once.
            $seconds = Invoke-ModelFit $model $data -Optimizer sgd -Loss mse -Epoch 2 -BatchSize 2 -Thread 1 -Seed 1 -Callback $callbacks | Select-Object -Last 1 -ExpandProperty seconds
            if ($i -ge 2) { $times[$name].Add($seconds / $batches * 1e6) }
        }
    }
}
finally {
    Remove-Item -Recurse $folder
}

function Get-Median([double[]] $Value) { ($Value | Sort-Object)[[int][math]::Floor($Value.Count / 2)] }

"PowerShell $($PSVersionTable.PSVersion), $batches batches an epoch, $Round rounds in turn, medians"
'| callbacks | µs a batch | µs above none |'
'|---|---|---|'
foreach ($name in $cases.Keys) {
    $above = for ($i = 0; $i -lt $Round; $i++) { $times[$name][$i] - $times['none'][$i] }
    [string]::Format([cultureinfo]::InvariantCulture, '| {0} | {1:F1} | {2:F1} |', $name, (Get-Median $times[$name]), (Get-Median $above))
}
