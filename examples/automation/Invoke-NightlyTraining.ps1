#requires -Version 7.4

<#
.SYNOPSIS
    Trains a classifier on a CSV file, unattended, and puts it into use where it is better than the one before.
.DESCRIPTION
    Made for a timer: a systemd timer or a Windows task runs it every night.

    * One run at a time: a second one ends at once.
    * A run that was cut off, by a reboot or a full disk, resumes where it was when the script is started again, on the same data.
    * It ends within -TimeLimit.
    * model.keras is replaced only by a better model, and is whole at any time.
    * history.csv has a row per epoch, runs.csv a row per run, training.log what was done.

    Exit codes: 0 the run ended; 1 it failed, and training.log says why; 2 another run is in progress.
.PARAMETER Path
    The data: a CSV file with a header.
.PARAMETER Label
    The column to be predicted.
.PARAMETER Folder
    Where the model and the records are kept.
.PARAMETER Epoch
    How many epochs to train at most.
.PARAMETER TimeLimit
    How long a run may take.
.PARAMETER Seed
    The seed of the initial weights and of the order of the samples.
.PARAMETER Resume
    Only resumes a run that was cut off, and ends at once where there is none: for the start of the machine.
.PARAMETER Module
    The manifest of KerasPS; that of the build by default.
.EXAMPLE
    ./Invoke-NightlyTraining.ps1 -Path ../../data/iris.csv -Label species -Folder ./iris
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Label,
    [Parameter(Mandatory)] [string] $Folder,
    [ValidateRange(1, 100000)] [int] $Epoch = 200,
    [timespan] $TimeLimit = '01:00:00',
    [long] $Seed = 7,
    [switch] $Resume,
    [string] $Module = (Join-Path $PSScriptRoot '../../out/KerasPS/KerasPS.psd1')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$folderPath = (New-Item $Folder -ItemType Directory -Force).FullName
$modelFile = Join-Path $folderPath model.keras
$work = Join-Path $folderPath unfinished
$snapshot = Join-Path $work data.csv

# What is written to files is the same whatever the culture of the session is.
$invariant = [cultureinfo]::InvariantCulture

function Write-Log([string] $Message) {
    $line = "$([datetime]::UtcNow.ToString('yyyy-MM-dd HH:mm:ss', $invariant))Z $Message"
    Add-Content (Join-Path $folderPath training.log) $line
    Write-Information $line -InformationAction Continue
}

function New-Classifier($Data) {
    Set-RandomSeed $Seed
    New-SequentialModel -Name nightly -Layer @(
        New-NormalizationLayer -Data $Data
        New-DenseLayer 32 -Activation relu
        New-DropoutLayer 0.2
        New-DenseLayer $Data.ClassName.Count -Activation softmax)
}

# The operating system gives the lock back whatever ends this process.
try { $lock = [IO.File]::Open((Join-Path $folderPath training.lock), 'OpenOrCreate', 'ReadWrite', 'None') }
catch [IO.IOException] {
    Write-Warning "Another training is running in $folderPath."
    exit 2
}

try {
    Import-Module $Module
    $isResumed = Test-Path (Join-Path $work backup)
    if ($Resume -and -not $isResumed) {
        Write-Information 'No run was cut off.' -InformationAction Continue
        exit 0
    }
    if (-not $isResumed) {
        # What a run began with, it ends with, even if the data changes in between.
        $null = New-Item $work -ItemType Directory -Force
        Copy-Item -LiteralPath $Path $snapshot
    }
    Write-Log "$(if ($isResumed) { 'Going on with the run that was cut off' } else { "Beginning a run with $Path" })."

    $train, $validation, $test = Import-Dataset -LiteralPath $snapshot -Label $Label | Split-Dataset 0.7, 0.15, 0.15 -Seed $Seed -Stratified
    $model = New-Classifier $train
    Initialize-Model $model -Optimizer adam -Loss sparse_categorical_crossentropy -Metric accuracy
    $null = Invoke-ModelFit $model $train -ValidationData $validation -Epoch $Epoch -BatchSize 16 -Seed $Seed -Callback @(
        # Kept until the model is in use, so that nothing of the run is lost before.
        New-BackupAndRestore (Join-Path $work backup) -DeleteCheckpoint $false -ContinueOnError
        New-TimeLimit $TimeLimit
        New-EarlyStopping -Monitor val_loss -Patience 20 -RestoreBestWeights
        New-TerminateOnNaN
        New-CsvLogger (Join-Path $folderPath history.csv) -Append -Force)
    $history = $model.History
    Write-Log "Ended after epoch $($history.Epochs.Count): $($history.StopReason). $($history.StopMessage)".Trim()

    $new = Invoke-ModelEvaluate $model $test
    $old = if (Test-Path $modelFile) { Invoke-ModelEvaluate (Import-Model $modelFile) $test }
    $isBetter = $history.StopReason -ne 'NaN' -and ($null -eq $old -or $new.loss -lt $old.loss)
    if ($isBetter) { Export-Model $model $modelFile }
    $instead = if ($null -eq $old) { 'no model was in use' } else { "that of the model in use is $($old.loss.ToString('F4', $invariant))" }
    Write-Log "The loss on the test data is $($new.loss.ToString('F4', $invariant)); $instead. $(if ($isBetter) { 'The new model is used.' } else { 'The old model stays.' })"

    [pscustomobject]@{
        ended    = [datetime]::UtcNow.ToString('s', $invariant)
        epochs   = $history.Epochs.Count
        reason   = $history.StopReason
        loss     = $new.loss.ToString($invariant)
        accuracy = $new.accuracy.ToString($invariant)
        used     = $isBetter
    } | Export-Csv (Join-Path $folderPath runs.csv) -Append
    Remove-Item $work -Recurse
}
catch {
    Write-Log "FAILED: $($_.FullyQualifiedErrorId): $($_.Exception.Message) $($_.InvocationInfo.PositionMessage)"
    exit 1
}
finally {
    $lock.Dispose()
}
exit 0
