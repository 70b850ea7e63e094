# What a training keeps to itself: fits that are refused change nothing, callbacks may look at the model that is being trained but not replace its parameters, and everybody names the
# same best epoch.
BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $train, $val = Get-SampleDataset Iris | Split-Dataset 0.8 -Seed 7 -Stratified
}

Describe 'A fit that is refused' {
    It 'leaves the classes and the encoding of the training before' {
        $model = New-IrisModel
        $null = Import-Csv $irisFile | ConvertTo-Dataset -Label species | Invoke-ModelFit $model -Epoch 2
        $row = Import-Csv $irisFile | Select-Object -First 1
        $before = $row | Invoke-ModelPredict $model
        $other = 1..9 | ForEach-Object { [pscustomobject]@{ p = $_; q = "$($_ % 2)"; r = 1; species = 'x', 'y', 'z' | Get-Random } } |
            ConvertTo-Dataset -Label species -ClassName x, y, z -CategoricalFeature q
        (Get-Failure { Invoke-ModelFit $model $other -Callback (New-EarlyStopping val_los) }).FullyQualifiedErrorId | Should -BeLike 'KerasPS.MonitorNotFound,*'
        $model.ClassLabel | Should -Be setosa, versicolor, virginica
        $model.FeatureEncoding.FeatureName | Should -Be $irisFeature
        $row | Invoke-ModelPredict $model | ConvertTo-Json | Should -Be ($before | ConvertTo-Json)
    }

    It 'leaves the compilation also where it was to compile the model first' {
        $model = New-IrisModel
        $optimizer = $model.Compilation.Optimizer
        (Get-Failure { Invoke-ModelFit $model $train -Optimizer sgd -Loss sparse_categorical_crossentropy -Callback (New-EarlyStopping val_los) }).FullyQualifiedErrorId | Should -BeLike 'KerasPS.MonitorNotFound,*'
        [object]::ReferenceEquals($model.Compilation.Optimizer, $optimizer) | Should -BeTrue
        $model.Compilation.Metrics.Name | Should -Be accuracy
    }

    It 'leaves a model that was not built as it was' {
        $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
        $null = Get-Failure { Invoke-ModelFit $model $train -Loss sparse_categorical_crossentropy -Callback (New-EarlyStopping val_los) }
        $model.IsBuilt | Should -BeFalse
        $model.InputShape | Should -BeNullOrEmpty
        $null = 1..9 | ForEach-Object { [pscustomobject]@{ a = $_; b = 1; kind = "$($_ % 3)x" } } | ConvertTo-Dataset -Label kind | Invoke-ModelFit $model -Loss sparse_categorical_crossentropy
        $model.InputShape | Should -Be 2
    }
}

Describe 'Within a training' {
    It 'evaluations and predictions from a scriptblock change nothing of it' {
        $plain = New-IrisModel
        $expected = Invoke-ModelFit $plain $train -ValidationData $val -Epoch 3 -Seed 2
        $model = New-IrisModel
        $scores = [Collections.Generic.List[double]]::new()
        $look = { $scores.Add((Invoke-ModelEvaluate $model $val).loss); $null = $val | Invoke-ModelPredict $model -Device cpu }
        $watched = Invoke-ModelFit $model $train -ValidationData $val -Epoch 3 -Seed 2 -Callback (New-LambdaCallback -OnTrainBatchEnd $look -OnEpochEnd $look)
        $watched | Select-Object * -ExcludeProperty seconds | ConvertTo-Json | Should -Be ($expected | Select-Object * -ExcludeProperty seconds | ConvertTo-Json)
        Get-FlatWeight $model | Should -Be (Get-FlatWeight $plain)
        $scores[-1] | Should -Be $watched[-1].val_loss
    }

    It 'refuses <What> from a scriptblock, and the training continues' -ForEach @(
        @{ What = 'Initialize-Model'; Script = { Initialize-Model $model -Loss mse } }
        @{ What = 'another layer'; Script = { $model.Add((New-DenseLayer 2)) } }
        @{ What = 'building'; Script = { $model.Build([long[]](, 4)) } }
        @{ What = 'a second training'; Script = { Invoke-ModelFit $model $train } }
    ) {
        $plain = New-IrisModel
        $null = Invoke-ModelFit $plain $train -Epoch 2 -Seed 2
        $model = New-IrisModel
        $failures = [Collections.Generic.List[object]]::new()
        $null = Invoke-ModelFit $model $train -Epoch 2 -Seed 2 -Callback { $failures.Add((Get-Failure $Script)) }
        $failures.Count | Should -Be 2
        $failures | ForEach-Object { "$($_.Exception.Message) $($_.ErrorDetails)" | Should -BeLike "*'iris' is being trained*" }
        Get-FlatWeight $model | Should -Be (Get-FlatWeight $plain)
    }

    It 'a checkpoint of the training is not taken over by another model' {
        $model = New-IrisModel
        $other = New-IrisModel -Seed 2
        $file = Join-Path $TestDrive 'own.keras'
        $checkpoint = New-ModelCheckpoint $file -Monitor loss
        $failures = [Collections.Generic.List[object]]::new()
        $null = Invoke-ModelFit $model $train -Callback { $failures.Add((Get-Failure { Invoke-ModelEvaluate $other $val -Callback $checkpoint })) }, $checkpoint
        $failures[0].Exception.Message | Should -BeLike "*'iris' is being trained with this callback, ModelCheckpoint*"
        Get-FlatWeight (Import-Model $file) | Should -Be (Get-FlatWeight $model)
    }

    It 'a model that is saved after an evaluation in a hook is evaluated alike' {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -Epoch 2 -Callback { $null = Invoke-ModelEvaluate $model $val }
        $file = Join-Path $TestDrive 'looked.keras'
        Export-Model $model $file
        Invoke-ModelEvaluate (Import-Model $file) $val | ConvertTo-Json | Should -Be (Invoke-ModelEvaluate $model $val | ConvertTo-Json)
    }

    It 'a layer that a scriptblock unfreezes is trained by the next training' {
        $model = New-IrisModel
        $layer = $model.Layers[0]
        $layer.Trainable = $false
        $before = $layer.Variables[0].ToArray()
        $null = Invoke-ModelFit $model $train -Epoch 3 -Callback { $layer.Trainable = $true; $null = Invoke-ModelEvaluate $model $val }
        $layer.Variables[0].ToArray() | Should -Be $before
        $null = Invoke-ModelFit $model $train
        $layer.Variables[0].ToArray() | Should -Not -Be $before
    }
}

Describe 'The best epoch' {
    It 'is the same for the table, History, the page, EarlyStopping and the best checkpoint with the monitor <Monitor>' -ForEach @(
        @{ Monitor = 'val_accuracy'; Best = 3 }
        @{ Monitor = 'val_loss'; Best = 2 }
        @{ Monitor = 'loss'; Best = 5 }
    ) {
        $script = {
            param($epoch)
            $_.val_accuracy = (0.2, 0.5, 0.8, 0.8, 0.7)[$epoch]
            $_.val_loss = (3, 1, 1.5, 1, 2)[$epoch]
            $_.loss = (5, 4, 3, 2, 1)[$epoch]
        }
        $folder = (New-Item (Join-Path $TestDrive $Monitor) -ItemType Directory).FullName
        $stopping = New-EarlyStopping $Monitor -Patience 9 -RestoreBestWeights
        $checkpoint = New-ModelCheckpoint (Join-Path $folder 'best_{epoch}.keras') -Monitor $Monitor -SaveBestOnly
        $model = New-IrisModel
        $rows = Invoke-ModelFit $model $train -ValidationData $val -Epoch 5 -Callback $script, $checkpoint, $stopping
        $table = $rows | Format-Table | Out-String -Stream
        $starred = @($table -match '^\D*\d+\*')
        $page = Join-Path $folder 'history.html'
        $model | Export-History $page
        $json = Join-Path $folder 'history.json'
        $model | Export-History $json

        $model.History.BestEpoch | Should -Be $Best
        $model.History.WeightsFromEpoch | Should -Be $Best
        $stopping.BestEpoch + 1 | Should -Be $Best
        $starred.Count | Should -Be 1
        $starred[0] | Should -Match "\b$Best\*"
        Get-Content $page -Raw | Should -Match "<dt>Best epoch</dt>\s*<dd>$Best</dd>"
        (Get-Content $json | ConvertFrom-Json).best_epoch | Should -Be $Best
        (Get-ChildItem $folder -Filter *.keras | ForEach-Object { [int]($_.BaseName -replace '\D') } | Sort-Object)[-1] | Should -Be $Best
        Show-History $model -Style Ascii -Width 60 | Where-Object { $_ -like '@ best epoch*' } | ForEach-Object { $_ | Should -Match "^@ best epoch ${Best}:" }
    }

    It 'follows the monitor of a checkpoint where no other callback has one' {
        $model = New-IrisModel
        $values = { param($epoch) $_.accuracy = (0.2, 0.9, 0.5)[$epoch] }
        $rows = Invoke-ModelFit $model $train -Epoch 3 -Callback $values, (New-ModelCheckpoint (Join-Path $TestDrive 'a.keras') -Monitor accuracy -SaveBestOnly)
        $model.History.BestEpoch | Should -Be 2
        $rows.Count | Should -Be 3
    }

    It 'counts epochs from 1 also where the file of CsvLogger counts from 0' {
        $file = Join-Path $TestDrive 'log.csv'
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -Epoch 3 -Callback { param($epoch) $_.loss = (3, 1, 2)[$epoch] }, (New-CsvLogger $file)
        (Import-Csv $file).epoch | Should -Be '0', '1', '2'
        $written = Join-Path $TestDrive 'log.json'
        Import-Csv $file | Export-History $written
        $read = Get-Content $written | ConvertFrom-Json
        $read.best_epoch | Should -Be 2
        $read.epochs.epoch | Should -Be 1, 2, 3
        $model.History.BestEpoch | Should -Be 2
    }
}

Describe 'Objects of the module' {
    BeforeAll {
        $data = Get-SampleDataset Iris
        $early = New-EarlyStopping loss
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $data -Callback $early, (New-CsvLogger (Join-Path $TestDrive 'x.csv')), (New-ReduceLROnPlateau loss)
        $in = New-ModelInput 4
        $functional = New-FunctionalModel $in ($in | New-DenseLayer 1)
        $objects = @{
            Sequential = $model; Functional = $functional; History = $model.History; EarlyStopping = $early; Dense = $model.Layers[0]; Summary = @(Get-ModelSummary $model)[0]
            Compilation = $model.Compilation; Optimizer = $model.Compilation.Optimizer; Dataset = $data; Lambda = New-LambdaCallback -OnEpochEnd { 1 }; Checkpoint = New-ModelCheckpoint a.keras
        }
    }

    It 'goes through ConvertTo-Json at its default depth, Export-Clixml and Select-Object: <_>' -ForEach @(
        'Sequential', 'Functional', 'History', 'EarlyStopping', 'Dense', 'Summary', 'Compilation', 'Optimizer', 'Dataset', 'Lambda', 'Checkpoint'
    ) {
        $object = $objects[$_]
        $read = $object | ConvertTo-Json -WarningAction SilentlyContinue -ErrorAction Stop | ConvertFrom-Json
        $names = @($object | Get-Member -MemberType Property).Name
        @($read.PSObject.Properties.Name) | Where-Object { $_ -in $names } | Should -Not -BeNullOrEmpty
        $file = Join-Path $TestDrive 'object.xml'
        $object | Export-Clixml $file
        (Import-Clixml $file).PSObject.TypeNames[0] | Should -BeLike 'Deserialized.KerasPS.*'
        ($object | Select-Object *).PSObject.Properties.Name | Should -Not -BeNullOrEmpty
    }

    It 'still knows the class labels of a model by their name before' { $model.ClassName | Should -Be $model.ClassLabel }
}
