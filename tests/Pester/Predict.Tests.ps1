BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $iris = Get-SampleDataset Iris
    $rows = Import-Csv $irisFile
    $model = New-IrisModel -Optimizer (New-AdamOptimizer 0.02)
    $null = Invoke-ModelFit $model $iris -Epoch 40
}

Describe 'Invoke-ModelEvaluate' {
    It 'emits one object: the loss, then the metrics' {
        $result = Invoke-ModelEvaluate $model $iris
        $result.PSObject.Properties.Name | Should -Be 'loss', 'accuracy'
        $result.accuracy | Should -BeGreaterThan 0.9
    }

    It 'takes data from the pipeline, and gives the same for any batch size' {
        $results = foreach ($size in 150, 7) { $iris | Invoke-ModelEvaluate $model -BatchSize $size }
        [math]::Abs($results[0].loss - $results[1].loss) | Should -BeLessThan 1e-5
    }

    It 'takes no more than its steps' {
        $part = $iris | Invoke-ModelEvaluate $model -BatchSize 30 -Step 2
        $both = $iris | Split-Dataset 0.4 -NoShuffle
        [math]::Abs($part.loss - (Invoke-ModelEvaluate $model $both[0]).loss) | Should -BeLessThan 1e-5
    }

    It 'runs the hooks of its callbacks' {
        $seen = [System.Collections.Generic.List[string]]::new()
        $null = Invoke-ModelEvaluate $model $iris -BatchSize 75 -Callback (New-LambdaCallback -OnTestBegin { $seen.Add('begin') } -OnTestBatchEnd { $seen.Add("$($args[0])") } -OnTestEnd { $seen.Add('end') })
        $seen | Should -Be 'begin', '0', '1', 'end'
    }

    It 'refuses <Case>: <Id>' -ForEach @(
        @{ Case = 'a model that is not initialised'; Id = 'NotInitialized'; Script = { Invoke-ModelEvaluate (New-SequentialModel (New-DenseLayer 3) -InputShape 4) $iris } }
        @{ Case = 'data without labels'; Id = 'NoLabels'; Script = { Invoke-ModelEvaluate $model ($rows | ConvertTo-Dataset -Feature $irisFeature) } }
        @{ Case = 'samples of another shape'; Id = 'ShapeMismatch'; Script = { Invoke-ModelEvaluate $model (Get-SampleDataset Wine) } }
    ) {
        (Get-Failure $Script).FullyQualifiedErrorId | Should -Be "KerasPS.$Id,KerasPS.Cmdlets.InvokeModelEvaluateCommand"
    }
}

Describe 'What runs a model' {
    It '<Cmdlet> takes a device and a number of threads' -ForEach @(
        @{ Cmdlet = 'Invoke-ModelEvaluate'; Plain = { Invoke-ModelEvaluate $model $iris }; Given = { Invoke-ModelEvaluate $model $iris -Device cpu -Thread 2 }; Wrong = { Invoke-ModelEvaluate $model $iris -Device gpu } }
        @{ Cmdlet = 'Invoke-ModelPredict'; Plain = { Invoke-ModelPredict $model $iris | Select-Object prediction }; Given = { Invoke-ModelPredict $model $iris -Device cpu -Thread 2 | Select-Object prediction }; Wrong = { Invoke-ModelPredict $model $iris -Device gpu } }
        @{ Cmdlet = 'Invoke-ModelFit'; Plain = { Invoke-ModelFit (New-IrisModel) $iris -Seed 1 | Select-Object loss, accuracy }; Given = { Invoke-ModelFit (New-IrisModel) $iris -Seed 1 -Device cpu -Thread 2 | Select-Object loss, accuracy }; Wrong = { Invoke-ModelFit (New-IrisModel) $iris -Device gpu } }
        @{ Cmdlet = 'Get-ClassificationReport'; Plain = { Get-ClassificationReport $model $iris }; Given = { Get-ClassificationReport $model $iris -Device cpu -Thread 2 }; Wrong = { Get-ClassificationReport $model $iris -Device gpu } }
        @{ Cmdlet = 'Show-ConfusionMatrix'; Plain = { Show-ConfusionMatrix $model $iris }; Given = { Show-ConfusionMatrix $model $iris -Device cpu -Thread 2 }; Wrong = { Show-ConfusionMatrix $model $iris -Device gpu } }
    ) {
        (& $Given | ConvertTo-Json) | Should -Be (& $Plain | ConvertTo-Json)
        (Get-Failure $Wrong).FullyQualifiedErrorId | Should -BeLike 'KerasPS.DeviceNotFound,*'
    }

    It '<Cmdlet> refuses 0 threads' -ForEach @(
        @{ Cmdlet = 'Invoke-ModelEvaluate'; Script = { Invoke-ModelEvaluate $model $iris -Thread 0 } }
        @{ Cmdlet = 'Invoke-ModelPredict'; Script = { Invoke-ModelPredict $model $iris -Thread 0 } }
    ) { (Get-Failure $Script).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*' }
}

Describe 'Invoke-ModelPredict' {
    It 'emits one object a sample of a dataset' {
        $predicted = Invoke-ModelPredict $model $iris
        $predicted.Count | Should -Be 150
        $predicted[0].PSObject.Properties.Name | Should -Be 'prediction', 'confidence', 'probability'
        $predicted[0].prediction | Should -Be 'setosa'
        $predicted[0].probability.Count | Should -Be 3
        $predicted[0].confidence | Should -Be ($predicted[0].probability | Measure-Object -Maximum).Maximum
        [math]::Round(($predicted[0].probability | Measure-Object -Sum).Sum, 5) | Should -Be 1
    }

    It 'emits piped rows again with the prediction, and leaves the rows alone' {
        $predicted = $rows | Invoke-ModelPredict $model
        $predicted.Count | Should -Be 150
        $predicted[7].PSObject.Properties.Name | Should -Be @($irisFeature + 'species' + 'prediction' + 'confidence' + 'probability')
        $predicted[7].sepal_length | Should -Be $rows[7].sepal_length
        @($predicted | Where-Object { $_.prediction -eq $_.species }).Count | Should -BeGreaterThan 135
        $rows[7].PSObject.Properties.Name | Should -Not -Contain 'prediction'
    }

    It 'gives the same for <What>' -ForEach @(
        @{ What = 'a hashtable'; Row = @{ petal_width = 0.2; sepal_length = 5.1; sepal_width = 3.5; petal_length = 1.4 } }
        @{ What = 'an object with other properties too'; Row = [pscustomobject]@{ id = 7; Petal_Width = '0.2'; petal_length = 1.4; note = 'x'; sepal_width = 3.5; sepal_length = 5.1 } }
        @{ What = 'an array of numbers'; Row = , (5.1, 3.5, 1.4, 0.2) }
    ) {
        $expected = (Invoke-ModelPredict $model $iris)[0]
        foreach ($predicted in ($Row | Invoke-ModelPredict $model), (Invoke-ModelPredict $model $(if ($Row -is [array]) { $Row[0] } else { $Row }))) {
            $predicted.prediction | Should -Be $expected.prediction
            [math]::Abs($predicted.confidence - $expected.confidence) | Should -BeLessThan 1e-6
        }
    }

    It 'takes an array of rows as an argument' {
        (Invoke-ModelPredict $model $rows[0, 149]).prediction | Should -Be 'setosa', 'virginica'
        (Invoke-ModelPredict $model @((5.1, 3.5, 1.4, 0.2), (5.9, 3.0, 5.1, 1.8))).prediction | Should -Be 'setosa', 'virginica'
    }

    It 'streams: a batch is emitted before the next is read' {
        $read = [System.Collections.Generic.List[int]]::new()
        $readAtFirst = $rows | ForEach-Object { $read.Add(1); $_ } | Invoke-ModelPredict $model -BatchSize 10 | ForEach-Object { $read.Count } | Select-Object -First 1
        $readAtFirst | Should -Be 10
        $read.Count | Should -Be 10
    }

    It 'has the same rows for any batch size' {
        foreach ($size in 1, 149, 1000) {
            ($rows | Invoke-ModelPredict $model -BatchSize $size).prediction | Should -Be (Invoke-ModelPredict $model $iris).prediction
        }
    }

    It 'can be filtered and exported' {
        $file = Join-Path $TestDrive 'unsure.csv'
        $rows | Invoke-ModelPredict $model | Where-Object confidence -LT 0.9 | Select-Object species, prediction, confidence | Export-Csv $file
        (Import-Csv $file)[0].prediction | Should -BeIn $model.ClassLabel
    }

    It 'gives class numbers where classes have no names' {
        $numbered = 1..20 | ForEach-Object { [pscustomobject]@{ x = $_; y = [int]($_ -gt 10) } } | ConvertTo-Dataset -Label y
        $classifier = New-SequentialModel (New-DenseLayer 2 -Activation softmax)
        $null = Invoke-ModelFit $classifier $numbered -Loss scce
        (Invoke-ModelPredict $classifier $numbered).prediction | Should -BeOfType [int]
    }

    It 'gives classes of a binary model with a sigmoid' {
        $mail = 'length,kind', '1,ham', '2,ham', '3,ham', '7,spam', '8,spam', '9,spam' | ConvertFrom-Csv
        $data = $mail | ConvertTo-Dataset -Label kind
        $binary = (New-NormalizationLayer -Data $data), (New-DenseLayer 1 -Activation sigmoid) | New-SequentialModel
        $null = Invoke-ModelFit $binary $data -Loss binary_crossentropy -Optimizer (New-SGDOptimizer 1) -Epoch 30
        $predicted = $mail | Invoke-ModelPredict $binary
        $predicted.prediction | Should -Be $mail.kind
        $predicted[0].probability.Count | Should -Be 2
        $predicted[0].confidence | Should -BeGreaterThan 0.5
    }

    It 'gives classes of a model whose outputs are logits' {
        $logits = New-SequentialModel (New-DenseLayer 3)
        $null = Invoke-ModelFit $logits $iris -Loss (New-SparseCategoricalCrossentropyLoss -FromLogits)
        $predicted = (Invoke-ModelPredict $logits $iris)[0]
        $predicted.prediction | Should -BeIn $iris.ClassName
        [math]::Round(($predicted.probability | Measure-Object -Sum).Sum, 5) | Should -Be 1
    }

    It 'gives numbers for a regression' {
        $sum = New-SequentialModel (New-DenseLayer 1)
        $null = Invoke-ModelFit $sum (New-SumDataset) -Loss mse -Optimizer (New-SGDOptimizer 0.5) -Epoch 100
        $predicted = [pscustomobject]@{ a = 0.25; b = 0.5 } | Invoke-ModelPredict $sum
        $predicted.PSObject.Properties.Name | Should -Be 'a', 'b', 'prediction'
        $predicted.prediction | Should -BeOfType [double]
        [math]::Abs($predicted.prediction - 0.75) | Should -BeLessThan 0.05
    }

    It 'encodes categories as in training' {
        $data = 'x,colour,y', '1,red,0', '2,blue,1', '3,red,0' | ConvertFrom-Csv | ConvertTo-Dataset -CategoricalFeature colour -Label y
        $regressor = New-SequentialModel (New-DenseLayer 1)
        $null = Invoke-ModelFit $regressor $data -Loss mse
        @{ x = 1; colour = 'blue' } | Invoke-ModelPredict $regressor | ForEach-Object prediction | Should -BeOfType [double]
        $failure = Get-Failure { @{ x = 1; colour = 'blu' } | Invoke-ModelPredict $regressor }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.UnknownCategory,*'
        $failure.Exception.Message | Should -BeLike "*'blu'*Did you mean 'blue'*"
    }

    It 'refuses <Case>: <Id>' -ForEach @(
        @{ Case = 'a row without a column'; Id = 'ColumnNotFound'; Message = "Row 1 in the input has no column 'sepal_length'. Did you mean 'sepal_lenght'*"; Row = @{ sepal_lenght = 1; sepal_width = 1; petal_length = 1; petal_width = 1 } }
        @{ Case = 'text in a number column'; Id = 'NotANumber'; Message = "*row 1, column 'petal_width': 'wide'*"; Row = @{ sepal_length = 1; sepal_width = 1; petal_length = 1; petal_width = 'wide' } }
        @{ Case = 'an array of another length'; Id = 'RaggedRow'; Message = '*3 cells*4 columns*'; Row = , (1, 2, 3) }
        @{ Case = 'a bare number'; Id = 'InvalidRow'; Message = "*Double '1.5'*"; Row = 1.5 }
        @{ Case = 'a null'; Id = 'EmptyRow'; Message = 'Row 1 is null*'; Row = $null }
    ) {
        $failure = Get-Failure { $Row | Invoke-ModelPredict $model }
        $failure.FullyQualifiedErrorId | Should -Be "KerasPS.$Id,KerasPS.Cmdlets.InvokeModelPredictCommand"
        $failure.Exception.Message | Should -BeLike $Message
    }

    It 'counts rows over batches in its errors' {
        $bad = $rows | Select-Object $irisFeature
        $bad[40].petal_length = 'long'
        $done = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { $bad | Invoke-ModelPredict $model -BatchSize 16 | ForEach-Object { $done.Add($_) } }
        $failure.Exception.Message | Should -BeLike "*row 41, column 'petal_length': 'long'*"
        $done.Count | Should -Be 32
    }
}
