BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $train, $val = Get-SampleDataset Iris | Split-Dataset 0.8 -Seed 7 -Stratified
}

Describe 'New-ModelCheckpoint' {
    BeforeEach {
        $folder = New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory
        Push-Location $folder
    }
    AfterEach { Pop-Location }

    It 'saves each epoch to a file whose name has the epoch and a metric, relative to the location' {
        $history = Invoke-ModelFit (New-IrisModel) $train -ValidationData $val -Epoch 3 -Callback (New-ModelCheckpoint 'at_{epoch:02d}_{val_loss:.2f}.keras')
        $expected = $history | ForEach-Object { [string]::Format([cultureinfo]::InvariantCulture, 'at_{0:00}_{1:0.00}.keras', $_.epoch, $_.val_loss) }
        (Get-ChildItem).Name | Sort-Object | Should -Be $expected
    }

    It 'makes folders, also on a drive of PowerShell and with a path outside ASCII' {
        $null = New-PSDrive -Name checkpoints -PSProvider FileSystem -Root $folder
        $null = Invoke-ModelFit (New-IrisModel) $train -Callback (New-ModelCheckpoint 'checkpoints:/größe/{epoch}/m.keras')
        Join-Path $folder 'größe/1/m.keras' | Should -Exist
    }

    It 'saves only where the value is the best so far' {
        $schedule = { param($epoch) (0.01, 0.0, 50.0)[$epoch] }
        $history = Invoke-ModelFit (New-IrisModel) $train -ValidationData $val -Epoch 3 -Callback (New-LearningRateScheduler $schedule), (New-ModelCheckpoint 'best_{epoch}.keras' -SaveBestOnly)
        $value = [double]::PositiveInfinity
        $saved = foreach ($epoch in $history) { if ($epoch.val_loss -lt $value) { $value = $epoch.val_loss; "best_$($epoch.epoch).keras" } }
        (Get-ChildItem).Name | Sort-Object | Should -Be $saved
        $saved | Should -Not -Contain 'best_3.keras'
    }

    It 'saves weights that fit a model of the same layers' {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -Callback (New-ModelCheckpoint weights.safetensors -SaveWeightsOnly)
        $other = New-IrisModel -Seed 2
        Import-ModelWeight $other weights.safetensors
        Get-FlatWeight $other | Should -Be (Get-FlatWeight $model)
    }

    It 'refuses before the first epoch: <name>' -ForEach @(
        @{ name = 'an unknown field'; path = '{val_los:.2f}.keras'; id = 'KerasPS.UnknownField'; message = "*'val_loss'*" }
        @{ name = 'an unknown monitor'; path = 'm.keras'; monitor = 'val_acuracy'; id = 'KerasPS.MonitorNotFound'; message = "*'val_accuracy'*" }
        @{ name = 'a folder that is a file'; path = 'file/m.keras'; id = 'KerasPS.PathNotWritable'; message = '*file*' }
    ) {
        Set-Content file 'I am no folder.'
        $model = New-IrisModel
        $checkpoint = New-ModelCheckpoint $path -SaveBestOnly -Monitor ($monitor ?? 'val_loss')
        $before = Get-FlatWeight $model
        $failure = Get-Failure { Invoke-ModelFit $model $train -ValidationData $val -Callback $checkpoint }
        $failure.FullyQualifiedErrorId | Should -BeLike "$id,*"
        $failure.Exception.Message | Should -BeLike $message
        Get-FlatWeight $model | Should -Be $before
    }

    It 'keeps the last and the best' {
        $loss = 5, 1, 3, 4, 2, 6
        $script = New-LambdaCallback -OnEpochEnd { param($epoch, $logs) $logs.loss = $loss[$epoch] }
        $null = Invoke-ModelFit (New-IrisModel) $train -Epoch 6 -Callback $script, (New-ModelCheckpoint 'm{epoch}.keras' -Monitor loss -KeepBest 2 -KeepLast 1)
        (Get-ChildItem).Name | Sort-Object | Should -Be m2.keras, m5.keras, m6.keras
    }

    It 'saves every so many epochs, or after so much time' {
        $null = Invoke-ModelFit (New-IrisModel) $train -Epoch 5 -Callback (New-ModelCheckpoint 'm{epoch}.keras' -EpochInterval 2), (New-ModelCheckpoint timed.keras -TimeInterval 1.00:00:00)
        (Get-ChildItem).Name | Sort-Object | Should -Be m2.keras, m4.keras
        $null = Invoke-ModelFit (New-IrisModel) $train -Callback (New-ModelCheckpoint timed.keras -TimeInterval 00:00:00.000001)
        'timed.keras' | Should -Exist
    }

    It 'saves when a script fails' {
        $model = New-IrisModel
        $fails = New-LambdaCallback -OnTrainBatchEnd { param($batch) if ($batch -eq 1) { throw 'mine' } }
        $null = Get-Failure { Invoke-ModelFit $model $train -Callback (New-ModelCheckpoint m.keras -ExceptionFilepath 'crash_{epoch}_{batch}.keras'), $fails }
        (Get-ChildItem).Name | Should -Be crash_1_2.keras
        Get-FlatWeight (Import-Model crash_1_2.keras) | Should -Be (Get-FlatWeight $model)
    }

    It 'goes on where a file cannot be written, if that is wanted' {
        $blocks = New-LambdaCallback -OnEpochBegin { param($epoch) Remove-Item m.keras -Recurse -ErrorAction Ignore; if ($epoch -eq 1) { $null = New-Item m.keras -ItemType Directory } }
        $history = Invoke-ModelFit (New-IrisModel) $train -Epoch 3 -Callback $blocks, (New-ModelCheckpoint m.keras -ContinueOnError) -WarningVariable warning -WarningAction SilentlyContinue
        $history.Count | Should -Be 3
        $warning | Should -BeLike '*m.keras*'
        Import-Model m.keras | Should -Not -BeNullOrEmpty
    }

    It 'refuses an ending that it does not write' {
        (Get-Failure { New-ModelCheckpoint model.txt }).Exception.Message | Should -BeLike '*.keras*'
    }
}

Describe 'Export-Model and Import-Model' {
    It 'give a model that predicts the same and trains on the same' {
        $file = Join-Path $TestDrive 'iris.keras'
        $model = New-NormalizationLayer -Data $train | New-SequentialModel -InputShape 4 -Name iris
        $model.Add((New-DenseLayer 8 -Activation relu))
        $model.Add((New-DenseLayer 3 -Activation softmax))
        $null = Invoke-ModelFit $model $train -Epoch 2 -Seed 1 -Optimizer adam -Loss sparse_categorical_crossentropy -Metric accuracy
        (Export-Model $model $file -PassThru).FullName | Should -Be $file
        $same = Import-Model $file

        $same.Name | Should -Be 'iris'
        $rows = Import-Csv $irisFile | Select-Object -First 5
        $expected = $rows | Invoke-ModelPredict $model
        $actual = $rows | Invoke-ModelPredict $same
        $actual.prediction | Should -Be $expected.prediction
        $actual.confidence | Should -Be $expected.confidence

        $next = Invoke-ModelFit $model $train -Epoch 2 -Seed 2
        $nextOfSame = Invoke-ModelFit $same $train -Epoch 2 -Seed 2
        $nextOfSame.loss | Should -Be $next.loss
        Get-FlatWeight $same | Should -Be (Get-FlatWeight $model)
    }

    It 'take wildcards, literal paths and files from the pipeline' {
        $model = New-IrisModel
        $null = New-Item (Join-Path $TestDrive 'many') -ItemType Directory
        Export-Model $model (Join-Path $TestDrive 'many/a.keras')
        $model | Export-Model -LiteralPath (Join-Path $TestDrive 'many/[b].keras')
        (Import-Model (Join-Path $TestDrive 'many/*.keras')).Count | Should -Be 2
        (Import-Model -LiteralPath (Join-Path $TestDrive 'many/[b].keras')).Name | Should -Be 'iris'
        (Get-ChildItem (Join-Path $TestDrive 'many') | Import-Model).Count | Should -Be 2
    }

    It 'refuse what is no model: <content>' -ForEach @(
        @{ content = 'text' }
        @{ content = '' }
    ) {
        $file = Join-Path $TestDrive 'broken.keras'
        Set-Content $file $content -NoNewline
        (Get-Failure { Import-Model $file }).FullyQualifiedErrorId | Should -BeLike 'KerasPS.InvalidFile,*'
    }

    It 'say which file is missing' {
        $failure = Get-Failure { Import-Model (Join-Path $TestDrive 'nowhere.keras') }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.FileNotFound,*'
        $failure.Exception.Message | Should -BeLike '*nowhere.keras*'
    }
}

Describe 'Export-ModelWeight and Import-ModelWeight' {
    It 'carry weights over, and leave a model of other layers as it is with all differences in one error' {
        $file = Join-Path $TestDrive 'iris.safetensors'
        $model = New-IrisModel
        Export-ModelWeight $model $file
        $other = New-IrisModel -Seed 2 | Import-ModelWeight -Path $file -PassThru
        Get-FlatWeight $other | Should -Be (Get-FlatWeight $model)

        $wider = New-SequentialModel (New-DenseLayer 9), (New-DenseLayer 3) -InputShape 4
        $null = Get-ModelSummary $wider
        $before = Get-FlatWeight $wider
        $failure = Get-Failure { Import-ModelWeight $wider $file }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.WeightsMismatch,*'
        $failure.Exception.Message | Should -BeLike '*dense/kernel*dense/bias*dense_1/kernel*'
        Get-FlatWeight $wider | Should -Be $before
    }
}

Describe 'Get-ModelFile' {
    BeforeAll {
        $model = New-SequentialModel (New-DenseLayer 8 -Activation relu -Name hidden), (New-DropoutLayer 0.2), (New-DenseLayer 3 -Activation softmax) -Name small
        $null = Invoke-ModelFit $model $train -Loss sparse_categorical_crossentropy -Optimizer adam -Metric accuracy -Epoch 2 -BatchSize 60
        $file = Join-Path $TestDrive small.keras
        Export-Model $model $file
    }

    It 'says what a model''s file holds' {
        $info = Get-ModelFile $file
        $info.Path | Should -Be $file
        "$($info.Kind), $($info.Model), $($info.ModelType)" | Should -Be 'Model, small, Sequential'
        $info.Layer.Name | Should -Be hidden, dropout, dense
        $info.Layer.Type | Should -Be Dense, Dropout, Dense
        $info.Layer[0].InputShape | Should -Be '(None, 4)'
        $info.Layer[0].Dtype | Should -Be float32
        $info.ParameterCount | Should -Be $model.ParameterCount
        "$($info.Optimizer), $($info.Iterations), $($info.Loss), $($info.Metric)" | Should -BeLike 'Adam, 4, SparseCategoricalCrossentropy, *ccuracy'
        $info.KerasVersion | Should -Be '3.16.0'
        $info.KerasPSVersion | Should -Not -BeNullOrEmpty
        $info.DateSaved | Should -BeGreaterThan ([datetime]::UtcNow.AddHours(-1))
        $info.Length | Should -Be (Get-Item $file).Length
        $info.Member.Name | Should -Contain config.json
    }

    It 'takes wildcards and files from the pipeline, weights too' {
        Export-ModelWeight $model (Join-Path $TestDrive small.safetensors)
        $both = Get-ModelFile (Join-Path $TestDrive small.*)
        $both.Kind | Sort-Object | Should -Be Model, SafeTensors
        $both.ParameterCount | Should -Be $model.ParameterCount, $model.ParameterCount
        (Get-Item $file | Get-ModelFile).Model | Should -Be small
        $bracket = Join-Path $TestDrive 'small[1].keras'
        Export-Model $model -LiteralPath $bracket
        (Get-ModelFile -LiteralPath $bracket).Path | Should -Be $bracket
    }

    It 'has a table' {
        (Get-ModelFile $file | Out-String -Width 160) -split '\r?\n' -match '^small\.keras +Model +small \(Sequential\) +3 +67 +Adam' | Should -HaveCount 1
        ((Get-ModelFile $file).Layer | Out-String -Width 160) | Should -Match 'hidden +Dense +\(None, 4\) +float32 +True'
    }

    It 'refuses <name>' -ForEach @(
        @{ name = 'what is no model'; file = 'text.keras'; id = 'KerasPS.InvalidFile' }
        @{ name = 'another ending'; file = 'text.txt'; id = 'KerasPS.InvalidValue' }
        @{ name = 'a file that is not there'; file = 'none.keras'; id = 'KerasPS.FileNotFound' }
    ) {
        foreach ($text in 'text.keras', 'text.txt') { Set-Content (Join-Path $TestDrive $text) 'I am no model.' }
        (Get-Failure { Get-ModelFile (Join-Path $TestDrive $file) }).FullyQualifiedErrorId | Should -BeLike "$id,*"
    }
}

Describe 'Import-Model -NoCompile' {
    It 'leaves the compilation out' {
        $file = Join-Path $TestDrive plain.keras
        New-IrisModel | Export-Model -Path $file
        (Import-Model $file).Compilation | Should -Not -BeNullOrEmpty
        (Import-Model $file -NoCompile).Compilation | Should -BeNullOrEmpty
    }
}
