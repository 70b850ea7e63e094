BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $iris = Get-SampleDataset Iris
    $train, $val = $iris | Split-Dataset 0.8 -Seed 7 -Stratified
    $seen = [System.Collections.Generic.List[object]]::new()
}

Describe 'A scriptblock as callback' {
    BeforeEach { $seen.Clear() }

    It 'gets epoch, logs and model; $_ is the logs' {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -ValidationData $val -Epoch 2 -Callback {
            param($epoch, $logs, $model)
            $seen.Add("$epoch $($model.Name) $([object]::ReferenceEquals($_, $logs)) $($logs.val_loss -is [double]) $($logs.Keys -join ' ')")
        }
        $seen | Should -Be @(
            '0 iris True True accuracy learning_rate loss val_accuracy val_loss'
            '1 iris True True accuracy learning_rate loss val_accuracy val_loss')
    }

    It 'may use $_ alone' {
        $history = Invoke-ModelFit (New-IrisModel) $train -Epoch 2 -Callback { $seen.Add($_.loss) }
        $seen | Should -Be $history.loss
    }

    It 'sees the variables of where it was written' {
        $limit = 1
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -Epoch 5 -Callback { param($epoch) if ($epoch -eq $limit) { $model.StopTraining = $true } }
        $model.History.Epochs.Count | Should -Be 2
    }

    It 'adds a property to every epoch by adding to the logs in the first' {
        $history = Invoke-ModelFit (New-IrisModel) $train -Epoch 3 -Callback { param($epoch, $logs) if ($epoch -ne 1) { $logs['mine'] = 10 * $epoch } }
        $history[0].PSObject.Properties.Name | Should -Be 'epoch', 'accuracy', 'loss', 'learning_rate', 'mine', 'seconds'
        $history.mine | Should -Be 0, $null, 20
    }

    It 'may set a value by its name as a property' {
        (Invoke-ModelFit (New-IrisModel) $train -Callback { $_.mine = 'text' }).mine | Should -Be 'text'
    }

    It 'is one of several, which run in their order and share the logs' {
        $null = Invoke-ModelFit (New-IrisModel) $train -Callback { $_.first = 1; $seen.Add('one') }, (New-LambdaCallback -OnEpochEnd { $seen.Add("two $($_.first)") }), { $seen.Add('three') }
        $seen | Should -Be 'one', 'two 1', 'three'
    }

    It 'emits to the verbose stream, not to the pipeline' {
        $all = Invoke-ModelFit (New-IrisModel) $train -Callback { 'said'; 42 } -Verbose 4>&1
        $all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and "$_" -match 'said|42' } | ForEach-Object { "$_" } | Should -Be 'OnEpochEnd: said', 'OnEpochEnd: 42'
        @($all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Count | Should -Be 1
    }

    It 'ends the training with its own error, which shows its own line' {
        $failure = Get-Failure { Invoke-ModelFit (New-IrisModel) $train -Epoch 3 -Callback {
                throw 'my own error' } }
        $failure.Exception.Message | Should -Be 'my own error'
        $failure.FullyQualifiedErrorId | Should -Be 'my own error'
        $failure.InvocationInfo.Line | Should -Match "throw 'my own error'"
        $failure.InvocationInfo.ScriptName | Should -Be $PSCommandPath
    }

    It 'is named with its hook and line where it fails' {
        $model = New-IrisModel
        $failure = Get-Failure { Invoke-ModelFit $model $train -Callback { throw 'my own error' } }
        $failure.ErrorDetails.Message | Should -BeLike "scriptblock.OnEpochEnd failed: my own error (line * of Callbacks.Tests.ps1: *throw 'my own error'*)"
        $model.History.StopMessage | Should -Be $failure.ErrorDetails.Message
        $failure = Get-Failure { Invoke-ModelPredict $model $val -Callback (New-LambdaCallback -OnPredictEnd { throw 'at the end' }) }
        $failure.ErrorDetails.Message | Should -BeLike 'LambdaCallback.OnPredictEnd failed: at the end (line *'
    }

    It 'shows the error of a command that it runs' {
        $failure = Get-Failure { Invoke-ModelFit (New-IrisModel) $train -Callback { Get-Item (Join-Path $TestDrive nowhere) -ErrorAction Stop } }
        $failure.FullyQualifiedErrorId | Should -Be 'PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand'
    }

    It 'may not leave with <_>, which would end the caller without a word' -ForEach 'break', 'continue' {
        $model = New-IrisModel
        $leaving = [scriptblock]::Create($_)
        $failure = Get-Failure { Invoke-ModelFit $model $train -Callback $leaving }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.LoopKeywordInCallback,*'
        $failure.Exception.Message | Should -BeLike '*return*'
        $model.History.StopReason | Should -Be 'Error'
    }

    It 'may evaluate the model' {
        $history = Invoke-ModelFit (New-IrisModel) $train -Epoch 2 -ValidationData $val -Callback { param($epoch, $logs, $model) $logs.again = (Invoke-ModelEvaluate $model $val).loss }
        $history[1].again | Should -Be $history[1].val_loss
    }

    It 'written in C# ends the training with <Id> for <Exception>, naming its hook' -ForEach @(
        @{ Exception = 'an error of its own'; Id = 'CallbackFailed'; Category = 'OperationStopped'; Thrown = [System.InvalidOperationException]::new('from C#') }
        @{ Exception = 'a file error'; Id = 'FileError'; Category = 'WriteError'; Thrown = [System.IO.IOException]::new('from C#') }
        @{ Exception = 'a right that it lacks'; Id = 'AccessDenied'; Category = 'PermissionDenied'; Thrown = [System.UnauthorizedAccessException]::new('from C#') }
        @{ Exception = 'an error of torch'; Id = 'TorchError'; Category = 'InvalidOperation'; Thrown = [System.Runtime.InteropServices.ExternalException]::new("from C#`nException raised from libtorch's own stack") }
    ) {
        Add-Type -TypeDefinition @'
public sealed class ThrowingCallback : KerasPS.Callback
{
    public System.Exception Thrown { get; set; }
    public override void OnEpochEnd(int epoch, KerasPS.Logs logs) => throw Thrown;
}
'@ -ReferencedAssemblies ([KerasPS.Callback].Assembly.Location) -IgnoreWarnings -WarningAction Ignore
        $callback = [ThrowingCallback]::new()
        $callback.Thrown = $Thrown
        $model = New-IrisModel
        $failure = Get-Failure { Invoke-ModelFit $model $train -Epoch 3 -Callback $callback }
        $failure.FullyQualifiedErrorId | Should -BeLike "KerasPS.$Id,*"
        $failure.CategoryInfo.Category | Should -Be $Category
        $failure.ErrorDetails.Message | Should -Be 'ThrowingCallback.OnEpochEnd failed: from C#'
        $failure.Exception | Should -Be $Thrown
        $model.History.StopReason | Should -Be Error
    }

    It 'has logs that are used as a hashtable is' {
        $table = [System.Collections.Generic.List[string]]::new()
        $null = Invoke-ModelFit (New-IrisModel) $train -Callback {
            param($epoch, $logs)
            $logs.Add('b', 2)
            $logs['c'] = 3
            $logs.Remove('B')
            $table.Add("$($logs.Contains('c')) $($logs.Contains('b')) $($logs.Count) $($logs.Keys)")
            $table.Add(($logs.GetEnumerator() | ForEach-Object { $_.Key }) -join ' ')
            $copy = @{}
            foreach ($entry in $logs.GetEnumerator()) { $copy[$entry.Key] = $entry.Value }
            $table.Add("$($copy.c)")
            $logs.Clear()
            $table.Add("$($logs.Count)")
        }
        $table | Should -Be 'True False 4 accuracy c learning_rate loss', 'accuracy c learning_rate loss', '3', '0'
    }

    It 'is told from what is no callback' {
        $failure = Get-Failure { Invoke-ModelFit (New-IrisModel) $train -Callback 5 }
        $failure.Exception.Message | Should -BeLike '*Int32*New-EarlyStopping*'
    }
}

Describe 'New-LambdaCallback' {
    BeforeEach { $seen.Clear() }

    It 'runs all hooks in Keras''s order' {
        $hook = @{}
        foreach ($name in 'TrainBegin', 'TrainEnd', 'TestBegin', 'TestEnd', 'PredictBegin', 'PredictEnd') {
            $hook["On$name"] = [scriptblock]::Create("param(`$logs, `$model) `$seen.Add(`"$name `$(`$model.Name)`")")
        }
        foreach ($name in 'EpochBegin', 'EpochEnd', 'TrainBatchBegin', 'TrainBatchEnd', 'TestBatchBegin', 'TestBatchEnd', 'PredictBatchBegin', 'PredictBatchEnd') {
            $hook["On$name"] = [scriptblock]::Create("param(`$index, `$logs, `$model) `$seen.Add(`"$name `$index `$(`$logs.Keys)`".Trim())")
        }
        $callback = New-LambdaCallback @hook
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -BatchSize 60 -Epoch 1 -ValidationData $val -Callback $callback
        $null = Invoke-ModelPredict $model $val -BatchSize 60 -Callback $callback
        $seen | Should -Be @(
            'TrainBegin iris', 'EpochBegin 0'
            'TrainBatchBegin 0', 'TrainBatchEnd 0 accuracy loss', 'TrainBatchBegin 1', 'TrainBatchEnd 1 accuracy loss'
            'TestBegin iris', 'TestBatchBegin 0', 'TestBatchEnd 0 accuracy loss', 'TestEnd iris'
            'EpochEnd 0 accuracy learning_rate loss val_accuracy val_loss', 'TrainEnd iris'
            'PredictBegin iris', 'PredictBatchBegin 0', 'PredictBatchEnd 0 outputs', 'PredictEnd iris')
    }

    It 'runs Keras''s other names of the batch hooks too' {
        $null = Invoke-ModelFit (New-IrisModel) $train -BatchSize 120 -Callback (New-LambdaCallback -OnBatchBegin { $seen.Add("begin $($args[0])") } -OnBatchEnd { $seen.Add("end $($args[0])") })
        $seen | Should -Be 'begin 0', 'end 0'
    }

    It 'gives the values since the epoch began to a batch''s end' {
        $history = Invoke-ModelFit (New-IrisModel) $train -BatchSize 60 -Callback (New-LambdaCallback -OnTrainBatchEnd { $seen.Add($_.loss) })
        $seen.Count | Should -Be 2
        $seen[1] | Should -Be $history.loss
    }

    It 'stops after the batch in which a hook asks for it' {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -Epoch 5 -BatchSize 10 -Callback (New-LambdaCallback -OnTrainBatchEnd { param($batch, $logs, $model) $seen.Add($batch); if ($batch -eq 1) { $model.StopTraining = $true } })
        $seen | Should -Be 0, 1
        $model.History.StopReason | Should -Be 'Callback'
    }

    It 'has no parameter that is no hook' { { New-LambdaCallback -OnEpochEnds {} } | Should -Throw '*OnEpochEnds*' }
}

Describe 'A PowerShell class as callback' {
    BeforeAll {
        $file = Join-Path $TestDrive 'Recorder.ps1'
        @'
class Recorder : KerasPS.Callback {
    [System.Collections.Generic.List[string]] $Seen = [System.Collections.Generic.List[string]]::new()
    [int] $StopAfter = 99
    [bool] $Fails
    [void] OnTrainBegin([KerasPS.Logs] $logs) { $this.Seen.Add("begin $($this.Model.Name) $($this.Params.epochs) $($this.Params['steps'])") }
    [void] OnEpochEnd([int] $epoch, [KerasPS.Logs] $logs) {
        if ($this.Fails) { throw 'from the class' }
        $this.Seen.Add("epoch $epoch $($logs.loss -gt 0)")
        $logs.from_class = $epoch
        if ($epoch + 1 -ge $this.StopAfter) { $this.Model.StopTraining = $true }
    }
    [void] OnTrainEnd([KerasPS.Logs] $logs) { $this.Seen.Add("end $($this.Model.History.StopReason)") }
}
'@ | Set-Content $file
        . $file
    }

    It 'has the model, the parameters and the hooks that it overrides' {
        $recorder = [Recorder]::new()
        $recorder.StopAfter = 2
        $history = Invoke-ModelFit (New-IrisModel) $train -Epoch 5 -Callback $recorder
        $recorder.Seen | Should -Be 'begin iris 5 4', 'epoch 0 True', 'epoch 1 True', 'end Callback'
        $history.from_class | Should -Be 0, 1
    }

    It 'ends the training with its own error, and is ended' {
        $recorder = [Recorder]::new()
        $recorder.Fails = $true
        $failure = Get-Failure { Invoke-ModelFit (New-IrisModel) $train -Callback $recorder }
        $failure.Exception.Message | Should -Be 'from the class'
        $failure.InvocationInfo.ScriptName | Should -Be $file
        $failure.ErrorDetails.Message | Should -Be 'Recorder.OnEpochEnd failed: from the class'
        $recorder.Seen | Should -Be 'begin iris 1 4', 'end Error'
    }
}

Describe 'New-EarlyStopping' {
    It 'ends the training and puts the best weights back' {
        # Labels at random, so that validation soon gets worse.
        $random = [random]::new(3)
        $noise = 1..60 | ForEach-Object { [pscustomobject]@{ a = $random.NextDouble(); b = $random.NextDouble(); c = $random.NextDouble(); d = $random.NextDouble(); y = $random.Next(3) } } | ConvertTo-Dataset -Label y
        $fit, $held = $noise | Split-Dataset 0.5 -Seed 1
        $model = New-IrisModel -Optimizer (New-AdamOptimizer 0.1)
        $history = Invoke-ModelFit $model $fit -ValidationData $held -Epoch 200 -Callback (New-EarlyStopping -Patience 3 -RestoreBestWeights)
        $model.History.StopReason | Should -Be 'EarlyStopping'
        $best = $history | Sort-Object val_loss | Select-Object -First 1
        $model.History.BestEpoch, $model.History.WeightsFromEpoch | Should -Be $best.epoch, $best.epoch
        $model.History.StoppedEpoch | Should -Be ($best.epoch + 3)
        $history.Count | Should -Be $model.History.StoppedEpoch
        $model.History.StopMessage | Should -BeLike "val_loss has not improved for 3 epochs*epoch $($best.epoch)*"
        [math]::Abs((Invoke-ModelEvaluate $model $held).loss - $best.val_loss) | Should -BeLessThan 1e-6
    }

    It 'puts the best weights back also when the pipeline ends first' {
        $model = New-IrisModel
        $history = Invoke-ModelFit $model $train -ValidationData $val -Epoch 50 -Callback (New-EarlyStopping -Monitor loss -Mode Max -Patience 40 -RestoreBestWeights) | Select-Object -First 4
        $model.History.WeightsFromEpoch | Should -Be ($history | Sort-Object loss -Descending | Select-Object -First 1).epoch
    }

    It 'keeps the best weights and never ends with a patience of null' {
        $model = New-IrisModel
        $history = Invoke-ModelFit $model $train -Epoch 6 -Callback { param($epoch) $_.loss = (3, 1, 2, 2, 2, 2)[$epoch] }, (New-EarlyStopping loss -Patience $null -RestoreBestWeights)
        $history.Count | Should -Be 6
        $model.History.WeightsFromEpoch | Should -Be 2
    }

    It 'ends when the value is good enough' {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -Epoch 6 -Callback { param($epoch) $_.loss = 5 - $epoch }, (New-EarlyStopping loss -StoppingThreshold 3)
        $model.History.StopMessage | Should -Be 'loss reached 3 in epoch 3, as good as the threshold 3.'
    }

    It 'refuses a patience below 0' { (Get-Failure { New-EarlyStopping -Patience -1 }).Exception.Message | Should -BeLike '*patience must be 0 or above, not -1*' }
}

Describe 'New-CsvLogger' {
    BeforeEach { $seen.Clear() }

    It 'writes rows that others can read while training goes on, beside the location' {
        Push-Location $TestDrive
        try {
            $history = Invoke-ModelFit (New-IrisModel) $train -ValidationData $val -Epoch 3 -Callback (New-CsvLogger log.csv), { $seen.Add((Import-Csv log.csv).Count) }
        } finally { Pop-Location }
        $seen | Should -Be 1, 2, 3
        $rows = Import-Csv (Join-Path $TestDrive log.csv)
        $rows[0].PSObject.Properties.Name | Should -Be 'epoch', 'accuracy', 'learning_rate', 'loss', 'val_accuracy', 'val_loss'
        $rows.epoch | Should -Be '0', '1', '2'
        $rows.loss | ForEach-Object { [double]::Parse($_, [cultureinfo]::InvariantCulture) } | Should -Be $history.loss
    }

    It 'stays where it was made when the location changes' {
        Push-Location $TestDrive
        try { $logger = New-CsvLogger moved.csv } finally { Pop-Location }
        $null = Invoke-ModelFit (New-IrisModel) $train -Callback $logger
        Join-Path $TestDrive moved.csv | Should -Exist
    }

    It 'goes on with -Append, with another separator' {
        $file = Join-Path $TestDrive 'append.csv'
        foreach ($i in 1, 2) { $null = Invoke-ModelFit (New-IrisModel) $train -Epoch 2 -Callback (New-CsvLogger $file -Separator ';' -Append) }
        (Import-Csv $file -Delimiter ';').epoch | Should -Be '0', '1', '0', '1'
    }

    It 'finds a file that cannot be written before the first epoch' {
        $file = New-Item (Join-Path $TestDrive 'a-file') -ItemType File
        $model = New-IrisModel
        $failure = Get-Failure { Invoke-ModelFit $model $train -Callback { $seen.Add(1) }, (New-CsvLogger (Join-Path $file 'log.csv')) }
        $failure.FullyQualifiedErrorId | Should -Be 'KerasPS.PathNotWritable,KerasPS.Cmdlets.InvokeModelFitCommand'
        $failure.Exception.Message | Should -BeLike '*a-file*'
        $seen | Should -BeNullOrEmpty
    }

    It 'makes the folder of its file' {
        $null = Invoke-ModelFit (New-IrisModel) $train -Callback (New-CsvLogger (Join-Path $TestDrive 'new/folder/log.csv'))
        Join-Path $TestDrive 'new/folder/log.csv' | Should -Exist
    }

    It 'refuses to append to a file with other columns, or with -Force keeps that one and begins a new one' {
        $file = Join-Path $TestDrive 'other.csv'
        Set-Content $file "epoch,other`n0,1"
        (Get-Failure { Invoke-ModelFit (New-IrisModel) $train -Callback (New-CsvLogger $file -Append) }).FullyQualifiedErrorId | Should -BeLike 'KerasPS.ColumnsDiffer,*'
        $null = Invoke-ModelFit (New-IrisModel) $train -Epoch 2 -Callback (New-CsvLogger $file -Append -Force) -WarningVariable warning -WarningAction SilentlyContinue
        (Import-Csv $file).epoch | Should -Be '0', '1'
        (Import-Csv (Join-Path $TestDrive 'other.1.csv')).other | Should -Be 1
        $warning | Should -BeLike '*other.1.csv*'
    }
}

Describe 'New-LearningRateScheduler' {
    It 'takes a scriptblock of <Kind>' -ForEach @(
        @{ Kind = 'epoch and rate'; Schedule = { param($epoch, $rate) if ($epoch -lt 2) { $rate } else { $rate / 2 } } }
        @{ Kind = 'the epoch'; Schedule = { param($epoch) (0.5, 0.5, 0.25, 0.125)[$epoch] } }
        @{ Kind = '$_'; Schedule = { (0.5, 0.5, 0.25, 0.125)[$_] } }
    ) {
        $history = Invoke-ModelFit (New-IrisModel -Optimizer (New-SGDOptimizer 0.5)) $train -Epoch 4 -Callback (New-LearningRateScheduler $Schedule)
        $history.learning_rate | Should -Be 0.5, 0.5, 0.25, 0.125
    }

    It 'refuses a schedule that emits <What>' -ForEach @(
        @{ What = 'text'; Schedule = { 'x' }; Message = '*one number*emitted x*' }
        @{ What = 'nothing'; Schedule = {}; Message = '*one number*emitted nothing*' }
        @{ What = 'two numbers'; Schedule = { 1; 2 }; Message = '*one number*emitted 1, 2*' }
        @{ What = 'a negative number'; Schedule = { -1 }; Message = '*-1*' }
    ) {
        $model = New-IrisModel
        $failure = Get-Failure { Invoke-ModelFit $model $train -Callback (New-LearningRateScheduler $Schedule) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.InvalidLearningRate,*'
        $failure.Exception.Message | Should -BeLike $Message
        $model.History.StopReason | Should -Be 'Error'
    }
}

Describe 'New-TerminateOnNaN' {
    It 'ends with an error where one is wanted' {
        $model = New-SequentialModel (New-DenseLayer 1) -InputShape 2
        $failure = Get-Failure { Invoke-ModelFit $model (New-SumDataset) -Epoch 9 -Loss mse -Optimizer (New-SGDOptimizer 1e18) -Callback (New-TerminateOnNaN -RaiseError) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.LossNotFinite,*'
        $model.History.StopReason | Should -Be 'Error'
    }
}

Describe 'New-ProgressLogger' {
    It 'takes its place in the list, so that it shows what callbacks before it add' {
        $said = Invoke-ModelFit (New-IrisModel) $train -Callback { $_.extra = 0.5 }, (New-ProgressLogger) -Verbose 4>&1 | ForEach-Object { "$_" }
        @($said -match '^Epoch 1/1 - ').Count | Should -Be 1
        $said -match 'extra: 0\.5000' | Should -Not -BeNullOrEmpty
    }
}

Describe 'New-ReduceLROnPlateau' {
    It 'reduces the rate of a schedule with a warm-up, and History says who did' {
        $optimizer = New-SGDOptimizer (New-WarmUpSchedule 0.5 4 -StartFactor 0.5)
        $model = New-IrisModel -Optimizer $optimizer
        $history = Invoke-ModelFit $model $train -Epoch 4 -Callback (New-ReduceLROnPlateau loss -Factor 0.5 -Patience 1 -MinDelta 1000)
        $history.learning_rate | Should -Be 0.25, 0.5, 0.25, 0.125
        $model.History.LearningRateChanges | ForEach-Object { "$($_.Epoch) $($_.From) $($_.To) $($_.By)" } |
            Should -Be '2 0.5 0.25 ReduceLROnPlateau', '3 0.25 0.125 ReduceLROnPlateau', '4 0.125 0.0625 ReduceLROnPlateau'
    }

    It 'tells who else changed the rate' {
        $model = New-IrisModel -Optimizer (New-SGDOptimizer 0.5)
        $said = Invoke-ModelFit $model $train -Epoch 1 -Callback { param($epoch, $logs, $model) $model.LearningRate = 0.25 } -Verbose 4>&1 | ForEach-Object { "$_" }
        $said | Should -Contain 'Epoch 1: scriptblock changed the learning rate from 0.5 to 0.25.'
    }
}

Describe 'New-TimeLimit' {
    It 'ends a training in time' {
        $model = New-IrisModel
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $history = Invoke-ModelFit $model $train -Epoch 1000000 -Callback (New-TimeLimit (New-TimeSpan -Seconds 1))
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        $history.Count | Should -BeGreaterThan 1
        $model.History.StopReason | Should -Be 'TimeLimit'
        $model.History.StopMessage | Should -BeLike 'The time limit of 00:00:01 leaves *'
    }
}

Describe 'New-GradientMonitor' {
    It 'adds the norms to every epoch' {
        $history = Invoke-ModelFit (New-IrisModel) $train -Epoch 2 -Callback (New-GradientMonitor -EachLayer)
        $history[1].gradient_norm | Should -BeGreaterThan 0
        @($history[1].PSObject.Properties.Name -like 'gradient_norm_*').Count | Should -BeGreaterThan 0
    }
}

Describe 'New-RemoteMonitor' {
    It 'warns of a server that is not there, and training goes on' {
        $history = Invoke-ModelFit (New-IrisModel) $train -Epoch 2 -Callback (New-RemoteMonitor http://localhost:9 -Header @{ 'X-Token' = 1 } -TimeoutSec 2) -WarningVariable warned -WarningAction SilentlyContinue
        $history.Count, $warned.Count | Should -Be 2, 2
        "$($warned[0])" | Should -BeLike 'RemoteMonitor: http://localhost:9/publish/epoch/end/ could not be reached after epoch 1:*'
    }
}

Describe 'New-SwapEmaWeights' {
    It 'validates the averaged weights, which the model has in the end' {
        $model = New-IrisModel -Optimizer (New-SGDOptimizer 0.5 -UseEma -EmaMomentum 0.9)
        $history = Invoke-ModelFit $model $train -ValidationData $val -Epoch 2 -Callback (New-SwapEmaWeights)
        [math]::Abs($history[1].val_loss - (Invoke-ModelEvaluate $model $val).loss) | Should -BeLessThan 1e-6
    }

    It 'needs an optimizer with an average' {
        (Get-Failure { Invoke-ModelFit (New-IrisModel) $train -Callback (New-SwapEmaWeights) }).Exception.Message | Should -BeLike '*keeps no moving average*-UseEma*'
    }
}
