<#
.SYNOPSIS
    Says "ready", then, for each line that it reads, does its work with a CSV file and says how many seconds that took.
#>
param([string] $Way, [string] $Path)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../out/KerasPS/KerasPS.psd1')

$work = switch ($Way) {
    'Import-Dataset' { { Import-Dataset $Path -Label y } }
    'Import-Csv | ConvertTo-Dataset' { { Import-Csv $Path | ConvertTo-Dataset -Label y } }
    'ConvertTo-Dataset' {
        $rows = Import-Csv $Path
        { $rows | ConvertTo-Dataset -Label y }
    }
    'Invoke-ModelPredict' {
        $data = Import-Dataset $Path -Label y
        $model = New-SequentialModel (New-DenseLayer 64 -Activation relu), (New-DenseLayer 1) -InputShape 19
        $null = Get-ModelSummary $model
        { Invoke-ModelPredict $model $data }
    }
}

'ready'
while ($null -ne [Console]::In.ReadLine()) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = & $work
    $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
}
