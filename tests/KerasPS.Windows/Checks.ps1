<#
.SYNOPSIS
    Says of what users do with the module on Windows, one line a check, whether it works.
#>
param(
    # The module's folder.
    [string] $Module,

    # A folder for what the checks write.
    [string] $Folder
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Set-Location $Folder

# A check is a script that gives nothing but true; an error fails it, and the next one goes on.
function Test-That([string] $What, [scriptblock] $Script) {
    $said = try { @(. $Script) } catch { "$_ $($_.ScriptStackTrace)" }
    if ($said -and @($said | Where-Object { $_ -isnot [bool] -or -not $_ }).Count -eq 0) { "passed: $What" } else { "failed: $($What): $said" }
}

function New-IrisModel {
    Set-RandomSeed 1
    $made = New-SequentialModel -InputShape 4 -Name iris -Layer (New-DenseLayer 16 -Activation relu), (New-DenseLayer 3 -Activation softmax)
    Initialize-Model $made -Optimizer (New-AdamOptimizer 0.02) -Loss sparse_categorical_crossentropy -Metric accuracy -PassThru
}

function Get-Probability($Model) { (Invoke-ModelPredict $Model $val).probability | ForEach-Object { $_ } }

function Test-Same($A, $B) { $A.Count -gt 0 -and "$A" -ceq "$B" }

Test-That 'the module is imported by its path, and nothing of its own was loaded before' {
    @([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match '^(KerasPS\.(?!Windows)|TorchSharp)').Count -eq 0
    Import-Module $Module
    (Get-Module KerasPS).ExportedCmdlets.Count -gt 200
}

$train, $val = Get-SampleDataset Iris | Split-Dataset 0.8 -Seed 7 -Stratified
$model = New-IrisModel

Test-That 'iris is learned, with a CSV log that is read while it is written' {
    $read = [Collections.Generic.List[int]]::new()
    $history = Invoke-ModelFit $model $train -ValidationData $val -Epoch 60 -BatchSize 16 -Seed 1 -Callback @(
        New-CsvLogger log.csv
        New-LambdaCallback -OnEpochEnd { $read.Add(@(Import-Csv log.csv).Count) })
    $history[-1].accuracy -ge 0.95
    $history[-1].val_accuracy -ge 0.9
    Test-Same $read (1..60)
    @(Import-Csv log.csv).Count -eq 60
}

Test-That 'a model is saved and loaded' {
    Export-Model $model 'a model.keras'
    Test-Same (Get-Probability (Import-Model 'a model.keras')) (Get-Probability $model)
}

Test-That 'weights are saved and loaded' {
    foreach ($file in 'wéights.weights.h5', 'wéights.safetensors') {
        Export-ModelWeight $model $file
        $other = New-IrisModel
        -not (Test-Same (Get-Probability $other) (Get-Probability $model))
        Import-ModelWeight $other $file
        Test-Same (Get-Probability $other) (Get-Probability $model)
    }
}

Test-That 'the best checkpoint replaces an old file' {
    Set-Content best.keras 'an old file'
    $other = New-IrisModel
    $history = Invoke-ModelFit $other $train -ValidationData $val -Epoch 5 -Callback (New-ModelCheckpoint best.keras -SaveBestOnly)
    $best = ($history.val_loss | Measure-Object -Minimum).Minimum
    [Math]::Abs((Invoke-ModelEvaluate (Import-Model best.keras) $val).loss - $best) -lt 1e-6
    @(Get-ChildItem -Filter 'best*').Count -eq 1
}

Test-That 'TensorBoard''s files hold the losses' {
    $history = Invoke-ModelFit (New-IrisModel) $train -Epoch 3 -Callback (New-TensorBoard logs -HistogramFreq 1)
    Test-Same @((Show-TensorBoardLog logs -Tag epoch_loss).Value) @($history.loss | ForEach-Object { [float] $_ })
}

Test-That 'histories and models become pages and images' {
    Export-History $model history.html
    Export-History $model history.svg
    $null = Show-Model $model model.svg
    (Get-Content history.html -Raw) -match '</html>\s*$'
    foreach ($image in 'history.svg', 'model.svg') { ([xml](Get-Content $image -Raw)).svg.HasChildNodes }
}

Test-That 'CSV files end their lines as Windows does, are read whole and row by row' {
    $rows = @('a,b,y') + (0..99 | ForEach-Object { "$($_ / 100),$($_ % 7),$($_ / 50)" })
    [IO.File]::WriteAllText("$PWD\crlf.csv", ($rows -join "`r`n") + "`r`n")
    (Import-Dataset crlf.csv -Label y).Count -eq 100
    $regression = New-SequentialModel -InputShape 2 -Layer (New-DenseLayer 1)
    Initialize-Model $regression -Loss mse
    (Import-Dataset crlf.csv -Label y -Stream | Invoke-ModelFit $regression -Epoch 2).Count -eq 2
}

Test-That 'an error is PowerShell''s, with its id' {
    try { Import-Model 'not there.keras' } catch { $_.FullyQualifiedErrorId -match '^KerasPS\.' }
}

Test-That 'Select-Object -First ends a training in order' {
    $other = New-IrisModel
    @(Invoke-ModelFit $other $train -Epoch 100 | Select-Object -First 3).Count -eq 3
    "$($other.History.StopReason)" -eq 'PipelineStopped'
    (Invoke-ModelFit $other $train -Epoch 1).epoch -eq 1
}

Test-That 'a stopped pipeline ends a training in order' {
    $other = New-IrisModel
    $shell = [powershell]::Create()
    $null = $shell.AddScript({ param($module, $model, $data, $log) Import-Module $module; Invoke-ModelFit $model $data -Epoch 10000000 -Callback (New-CsvLogger $log) })
    $null = $shell.AddArgument($Module).AddArgument($other).AddArgument($train).AddArgument("$PWD\stopped.csv").BeginInvoke()
    while (-not $other.History -or $other.History.Epochs.Count -lt 5) { Start-Sleep -Milliseconds 20 }
    $shell.Stop()
    "$($shell.InvocationStateInfo.State)" -eq 'Stopped'
    "$($other.History.StopReason)" -eq 'Interrupted'
    # Nobody holds the log any longer.
    [IO.File]::Open("$PWD\stopped.csv", 'Open', 'ReadWrite', 'None').Dispose()
    @(Import-Csv stopped.csv).Count -ge 5
    (Invoke-ModelFit $other $train -Epoch 1).epoch -eq 1
}
