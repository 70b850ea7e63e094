BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $iris = Get-SampleDataset Iris
    $train, $val = $iris | Split-Dataset 0.8 -Seed 7 -Stratified
}

Describe 'The epochs of Invoke-ModelFit' {
    It 'come while training goes on' {
        $model = New-IrisModel
        $seen = Invoke-ModelFit $model $train -Epoch 4 | ForEach-Object { "$($_.epoch) of $($model.History.Epochs.Count), $($model.History.StopReason)" }
        $seen | Should -Be '1 of 1, None', '2 of 2, None', '3 of 3, None', '4 of 4, None'
        $model.History.StopReason | Should -Be 'Completed'
    }

    It 'have the same properties in the same order: epoch, what is measured, its val_, learning_rate, seconds' {
        $history = Invoke-ModelFit (New-IrisModel -Metric accuracy, sparse_categorical_accuracy) $train -ValidationData $val -Epoch 3
        foreach ($epoch in $history) {
            $epoch.PSObject.Properties.Name -join ' ' | Should -Be 'epoch accuracy loss sparse_categorical_accuracy val_accuracy val_loss val_sparse_categorical_accuracy learning_rate seconds'
        }
        $history.epoch | Should -Be 1, 2, 3
        $history[0].learning_rate | ForEach-Object { [math]::Round($_, 6) } | Should -Be 0.001
        $history[0].seconds | Should -BeGreaterThan 0
        $history[0].PSTypeNames[0] | Should -Be 'KerasPS.EpochLog'
    }

    It 'have no validation values where validation is not due' {
        $history = Invoke-ModelFit (New-IrisModel) $train -ValidationData $val -Epoch 4 -ValidationFrequency 2
        $history | ForEach-Object { $null -ne $_.val_loss } | Should -Be $false, $true, $false, $true
        $history[0].PSObject.Properties.Name | Should -Contain 'val_loss'
    }

    It 'are all that is emitted' {
        $emitted = Invoke-ModelFit (New-IrisModel) $train -Epoch 2 -Callback { 'from a callback' }
        @($emitted).Count | Should -Be 2
        $emitted.epoch | Should -Be 1, 2
    }

    It 'are what the history keeps, with the same properties' {
        $model = New-IrisModel
        $history = Invoke-ModelFit $model $train -ValidationData $val -Epoch 2
        $model.History.Epochs | ConvertTo-Csv | Should -Be ($history | ConvertTo-Csv)
        $model.History['val_loss'] | Should -Be $history.val_loss
    }

    It 'count from -InitialEpoch' {
        (Invoke-ModelFit (New-IrisModel) $train -InitialEpoch 3 -Epoch 5).epoch | Should -Be 4, 5
    }

    It 'fall' {
        $history = Invoke-ModelFit (New-IrisModel -Optimizer (New-AdamOptimizer 0.01)) $train -Epoch 20
        $history[-1].loss | Should -BeLessThan ($history[0].loss / 2)
        $history[-1].accuracy | Should -BeGreaterThan 0.8
    }
}

Describe 'Invoke-ModelFit in a pipeline' {
    It 'ends the training in order when Select-Object wants no more' {
        $model = New-IrisModel
        $ends = [System.Collections.Generic.List[object]]::new()
        $file = Join-Path $TestDrive 'h.csv'
        Invoke-ModelFit $model $train -ValidationData $val -Epoch 100 -Callback (New-LambdaCallback -OnTrainEnd { $ends.Add($args[1].History.StopReason) }) |
            Select-Object -First 3 | Export-Csv $file
        $rows = Import-Csv $file
        $rows.epoch | Should -Be '1', '2', '3'
        (Get-Content $file)[0] | Should -Be '"epoch","accuracy","loss","val_accuracy","val_loss","learning_rate","seconds"'
        $ends | Should -Be 'PipelineStopped'
        $model.History.StopReason | Should -Be 'PipelineStopped'
        $model.History.Epochs.Count | Should -Be 3
        $model.History.StoppedEpoch | Should -Be 3
        (Invoke-ModelEvaluate $model $val).loss | ForEach-Object { [math]::Abs($_ - [double]::Parse($rows[2].val_loss, [cultureinfo]::InvariantCulture)) } | Should -BeLessThan 1e-6
        (Invoke-ModelFit $model $train -Epoch 1).epoch | Should -Be 1
    }

    It 'has completed when just as many are taken as there are epochs' {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -Epoch 3 | Select-Object -First 3
        $model.History.StopReason | Should -Be 'Completed'
    }

    It 'ends in order when a later command fails' {
        $model = New-IrisModel
        { Invoke-ModelFit $model $train -Epoch 9 | ForEach-Object { if ($_.epoch -eq 2) { throw 'later' } } } | Should -Throw 'later'
        $model.History.Epochs.Count | Should -Be 2
        $model.History.StopReason | Should -Not -Be 'None'
    }

    It 'takes <What>' -ForEach @(
        @{ What = 'data from the pipeline'; Script = { $train | Invoke-ModelFit (New-IrisModel) } }
        @{ What = 'a model from the pipeline'; Script = { New-IrisModel | Invoke-ModelFit -Data $train } }
        @{ What = 'a model from the pipeline, data by position'; Script = { New-IrisModel | Invoke-ModelFit $train } }
        @{ What = 'names in any order'; Script = { Invoke-ModelFit -Data $train -Model (New-IrisModel) } }
    ) {
        (& $Script).epoch | Should -Be 1
    }

    It 'trains each model that is piped' {
        (1, 2 | ForEach-Object { New-IrisModel -Seed $_ } | Invoke-ModelFit $train -Epoch 2).epoch | Should -Be 1, 2, 1, 2
    }
}

Describe 'Options of Invoke-ModelFit' {
    It 'initialises the model in the call' {
        $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
        $epoch = Invoke-ModelFit $model $train -Optimizer sgd -Loss scce -Metric accuracy, sparse_categorical_accuracy
        $model.Compilation.Optimizer.GetType().Name | Should -Be 'SGD'
        $epoch.PSObject.Properties.Name | Should -Contain 'sparse_categorical_accuracy'
    }

    It 'splits validation data off the end' {
        $ordered = $iris | Split-Dataset 0.9 -NoShuffle
        $model = New-IrisModel
        $epoch = Invoke-ModelFit $model $iris -ValidationSplit 0.1
        [math]::Round($epoch.val_loss, 5) | Should -Be ([math]::Round((Invoke-ModelEvaluate $model $ordered[1]).loss, 5))
    }

    It 'takes -StepsPerEpoch and -ValidationSteps' {
        $batches = [System.Collections.Generic.List[int]]::new()
        $null = Invoke-ModelFit (New-IrisModel) $train -BatchSize 10 -StepsPerEpoch 4 -ValidationData $val -ValidationSteps 2 -Callback (
            New-LambdaCallback -OnTrainBatchEnd { $batches.Add(1) } -OnTestBatchEnd { $batches.Add(2) })
        $batches | Should -Be 1, 1, 1, 1, 2, 2
    }

    It 'takes -ValidationBatchSize, and that of the training without it' {
        $batches = [System.Collections.Generic.List[int]]::new()
        $count = New-LambdaCallback -OnTestBatchEnd { $batches.Add($args[0]) }
        $given = Invoke-ModelFit (New-IrisModel) $train -Seed 1 -BatchSize 10 -ValidationData $val -ValidationBatchSize 15 -Callback $count
        $batches | Should -Be 0, 1
        $batches.Clear()
        $without = Invoke-ModelFit (New-IrisModel) $train -Seed 1 -BatchSize 10 -ValidationData $val -Callback $count
        $batches | Should -Be 0, 1, 2
        $given.val_accuracy | Should -Be $without.val_accuracy
    }

    It 'weighs classes by index and by name alike' {
        $losses = foreach ($weight in @{ 0 = 3.0; 2 = 0.5 }, @{ setosa = 3.0; virginica = 0.5 }, @{ setosa = 1 }) {
            (Invoke-ModelFit (New-IrisModel) $train -Seed 1 -ClassWeight $weight).loss
        }
        $losses[1] | Should -Be $losses[0]
        $losses[2] | Should -Not -Be $losses[0]
    }

    It 'shuffles by <_>, repeatably' -ForEach 'Seeded', 'Keras', 'Batch', 'None' {
        $mode = $_
        $runs = foreach ($i in 1, 2) { "$((Invoke-ModelFit (New-IrisModel) $train -Epoch 2 -Seed 3 -Shuffle $mode).loss)" }
        $runs[1] | Should -Be $runs[0]
    }

    It 'gives other orders with other seeds, but not with -Shuffle None or Keras' {
        foreach ($mode in 'Seeded', 'None', 'Keras') {
            $runs = foreach ($seed in 1, 2) { "$((Invoke-ModelFit (New-IrisModel) $train -Epoch 2 -Seed $seed -Shuffle $mode).loss)" }
            ($runs[0] -ne $runs[1]) | Should -Be ($mode -eq 'Seeded') -Because $mode
        }
    }

    It 'says what Keras says with -Verbose' {
        $said = Invoke-ModelFit (New-IrisModel) $train -ValidationData $val -Epoch 2 -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $said.Count | Should -Be 2
        "$($said[1])" | Should -Match '^Epoch 2/2 - accuracy: \d\.\d{4} - learning_rate: 0\.0010 - loss: \d\.\d{4} - val_accuracy: \d\.\d{4} - val_loss: \d\.\d{4}$'
    }

    It 'reports progress' {
        $ps = [powershell]::Create()
        try {
            $null = $ps.AddScript({
                    param($model, $data)
                    Import-Module KerasPS
                    Invoke-ModelFit $model $data -Epoch 3 -Callback (New-LambdaCallback -OnTrainBatchEnd { Start-Sleep -Milliseconds 60 })
                }).AddArgument((New-IrisModel)).AddArgument($train).Invoke()
            $progress = $ps.Streams.Progress | Where-Object Activity -EQ 'Training iris'
        } finally { $ps.Dispose() }
        $progress.Count | Should -BeGreaterThan 2
        $progress[0].StatusDescription | Should -Match '^Epoch \d/3, batch \d/4, accuracy: \d\.\d+ - loss: '
        $progress[0].PercentComplete | Should -BeIn (1..99)
        $progress[-1].RecordType | Should -Be 'Completed'
    }

    It 'refuses <Case>: <Id>' -ForEach @(
        @{ Case = 'a model that is not initialised'; Id = 'NotInitialized'; Message = '*Initialize-Model*'; Given = { @{ Model = New-SequentialModel (New-DenseLayer 3) } } }
        @{ Case = 'a model without layers'; Id = 'NotBuilt'; Message = '*no layers*'; Given = { @{ Model = New-SequentialModel; Loss = 'mse' } } }
        @{ Case = 'an optimizer without a loss'; Id = 'MissingArgument'; Message = '*loss is needed*'; Given = { @{ Optimizer = 'adam' } } }
        @{ Case = 'samples of another shape'; Id = 'ShapeMismatch'; Message = "*(5,)*'dense'*(4,)*"; Given = { @{ Model = New-SequentialModel (New-DenseLayer 3) -InputShape 5; Loss = 'mse' } } }
        @{ Case = 'class indices where outputs belong'; Id = 'ShapeMismatch'; Message = "*(3,)*'dense'*one value*sparse_categorical_crossentropy*-OneHot*"; Given = { @{ Model = New-SequentialModel (New-DenseLayer 3); Loss = 'categorical_crossentropy' } } }
        @{ Case = 'a label outside the classes'; Id = 'LabelOutOfRange'; Message = '*Row * label 2*2 outputs*0 to 1*'; Given = { @{ Model = New-SequentialModel (New-DenseLayer 2 -Activation softmax); Loss = 'scce' } } }
        @{ Case = 'data without labels'; Id = 'NoLabels'; Message = '*-Label*'; Given = { @{ Data = Import-Csv $irisFile | ConvertTo-Dataset -Feature $irisFeature } } }
        @{ Case = 'a validation split of everything'; Id = 'InvalidValue'; Message = '*leaves 0 of 120*'; Given = { @{ ValidationSplit = 1 } } }
        @{ Case = 'an unknown device'; Id = 'DeviceNotFound'; Message = "*'gpu'*Known: cpu*"; Given = { @{ Device = 'gpu' } } }
        @{ Case = 'a class that is not there'; Id = 'UnknownName'; Message = "*'setos'*Did you mean 'setosa'*"; Given = { @{ ClassWeight = @{ setos = 2 } } } }
        @{ Case = 'an index beyond the classes'; Id = 'InvalidValue'; Message = '*class 9*0 to 2*'; Given = { @{ ClassWeight = @{ 9 = 2 } } } }
        @{ Case = 'a negative class weight'; Id = 'InvalidValue'; Message = '*class 0*not -1*'; Given = { @{ ClassWeight = @{ 0 = -1 } } } }
        @{ Case = 'a class weight that is no number'; Id = 'InvalidValue'; Message = "*'0'*'heavy'*"; Given = { @{ ClassWeight = @{ 0 = 'heavy' } } } }
        @{ Case = 'an unknown monitor'; Id = 'MonitorNotFound'; Message = "*'val_acuracy'*Did you mean 'val_accuracy'*"; Given = { @{ ValidationData = $val; Callback = New-EarlyStopping -Monitor val_acuracy } } }
        @{ Case = 'a monitor of validation without any'; Id = 'MonitorNotFound'; Message = "*'val_loss'*no validation data*Known: accuracy, loss*"; Given = { @{ Callback = New-EarlyStopping } } }
    ) {
        $model = New-IrisModel
        $before = "$(Get-FlatWeight $model)"
        $more = & $Given
        $call = @{ Model = $model; Data = $train }
        foreach ($name in $more.Keys) { $call[$name] = $more[$name] }
        $failure = Get-Failure { Invoke-ModelFit @call }
        $failure.FullyQualifiedErrorId | Should -Be "KerasPS.$Id,KerasPS.Cmdlets.InvokeModelFitCommand"
        $failure.Exception.Message | Should -BeLike $Message
        "$(Get-FlatWeight $model)" | Should -Be $before
    }
}

Describe 'The reason of the end' {
    It 'is <Reason> <When>' -ForEach @(
        @{ Reason = 'Completed'; When = 'after all epochs'; Epochs = 3; Callback = {} }
        @{ Reason = 'Callback'; When = 'when a callback wants no more'; Epochs = 2; Callback = { param($epoch, $logs, $model) if ($epoch -eq 1) { $model.StopTraining = $true } } }
        @{ Reason = 'EarlyStopping'; When = 'when nothing improves'; Epochs = 2; Callback = { New-EarlyStopping -Monitor loss -MinDelta 1000 -Patience 1 }; Make = $true }
    ) {
        $model = New-IrisModel
        $history = Invoke-ModelFit $model $train -Epoch 3 -Callback $(if ($Make) { & $Callback } else { $Callback })
        $history.Count | Should -Be $Epochs
        $model.History.StopReason | Should -Be $Reason
        $model.History.StoppedEpoch | Should -Be $(if ($Reason -eq 'Completed') { 0 } else { $Epochs })
    }

    It 'is NaN when the loss is no number any more' {
        $model = New-SequentialModel (New-DenseLayer 1) -InputShape 2
        $history = Invoke-ModelFit $model (New-SumDataset) -Epoch 9 -Loss mse -Optimizer (New-SGDOptimizer 1e18) -Callback (New-TerminateOnNaN)
        @($history).Count | Should -BeLessThan 9
        $model.History.StopReason | Should -Be 'NaN'
        $model.History.StopMessage | Should -BeLike '*learning rate*'
    }

    It 'is Error when a callback throws' {
        $model = New-IrisModel
        { Invoke-ModelFit $model $train -Epoch 9 -Callback { param($epoch) if ($epoch -eq 2) { throw 'mine' } } } | Should -Throw 'mine'
        $model.History.StopReason | Should -Be 'Error'
        $model.History.Epochs.Count | Should -Be 2
    }
}
