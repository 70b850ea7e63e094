BeforeAll {
    . "$PSScriptRoot/Shared.ps1"

    $rows = 1..64 | ForEach-Object {
        [pscustomobject]@{ rooms = $_ % 5; area = $_ % 11; age = $_ % 7; price = ($_ % 5) + ($_ % 11); kind = ('flat', 'house')[($_ % 7) -gt 3] }
    }
    $size = $rows | ConvertTo-Dataset -Feature rooms, area -Label price
    $state = $rows | ConvertTo-Dataset -Feature age -Label kind
    $data = Join-Dataset -Input @{ size = $size; state = $state } -Output @{ price = $size; kind = $state }

    function New-HouseModel {
        $inputs = (New-ModelInput 2 -Name size), (New-ModelInput 1 -Name state)
        $both = $inputs | New-ConcatenateLayer | New-DenseLayer 16 -Activation relu
        New-FunctionalModel $inputs ($both | New-DenseLayer 1 -Name price), ($both | New-DenseLayer 2 -Activation softmax -Name kind)
    }

    $loss = @{ price = 'mse'; kind = 'sparse_categorical_crossentropy' }
}

Describe 'A model with several inputs and outputs' {
    BeforeEach {
        $model = New-HouseModel
        Initialize-Model $model -Optimizer (New-AdamOptimizer 0.02) -Loss $loss -Metric @{ kind = 'accuracy' } -LossWeight @{ price = 0.1; kind = 1 }
    }

    It 'trains on joined datasets, with logs named as Keras names them' {
        $log = Invoke-ModelFit $model $data -Epoch 40 -ValidationSplit 0.25 -Seed 1
        @($log[-1].PSObject.Properties.Name) -notlike 'learning_rate' -notlike 'seconds' |
            Should -Be 'epoch', 'kind_accuracy', 'kind_loss', 'loss', 'price_loss', 'val_kind_accuracy', 'val_kind_loss', 'val_loss', 'val_price_loss'
        $log[-1].loss | Should -BeLessThan (0.5 * $log[0].loss)
        $log[-1].loss | Should -BeGreaterThan $log[-1].kind_loss
    }

    It 'predicts each output under its name' {
        Invoke-ModelFit $model $data -Epoch 60 -Seed 1 | Out-Null
        $predicted = Invoke-ModelPredict $model $data
        $predicted.Count | Should -Be 64
        $predicted[0].PSObject.Properties.Name | Should -Be 'price_prediction', 'kind_prediction', 'kind_confidence', 'kind_probability'
        $predicted[0].price_prediction | Should -BeOfType double
        ($predicted.kind_prediction | Sort-Object -Unique) | Should -BeIn 'flat', 'house'
        $right = 0..63 | Where-Object { $predicted[$_].kind_prediction -eq $rows[$_].kind }
        $right.Count | Should -BeGreaterThan 48
    }

    It 'comes back from a file with its names' {
        Invoke-ModelFit $model $data -Seed 1 | Out-Null
        Export-Model $model (Join-Path $TestDrive 'house.keras')
        $loaded = Import-Model (Join-Path $TestDrive 'house.keras')
        $loaded.InputNames, $loaded.OutputNames | ForEach-Object { $_ } | Should -Be 'size', 'state', 'price', 'kind'
        (Invoke-ModelPredict $loaded $data).price_prediction | Should -Be (Invoke-ModelPredict $model $data).price_prediction
    }

    It 'takes objects within lists and hashtables' {
        Initialize-Model $model -Loss @{ price = New-HuberLoss 2; kind = 'sparse_categorical_crossentropy' } -Metric @{ price = (New-MeanAbsoluteErrorMetric), 'mse' }
        (Invoke-ModelEvaluate $model $data).PSObject.Properties.Name | Should -Be 'loss', 'price_loss', 'kind_loss', 'price_mean_absolute_error', 'price_mse'
    }
}

Describe 'Join-Dataset' {
    It 'keeps the order of an ordered table' {
        (Join-Dataset ([ordered]@{ z = $size; a = $state })).Inputs.Name | Should -Be 'z', 'a'
        (Join-Dataset @{ z = $size; a = $state }).Inputs.Name | Should -Be 'a', 'z'
    }

    It 'makes parts that belong together when it is split' {
        $train, $test = $data | Split-Dataset 0.75 -Seed 1
        $train.Inputs.Count, $train.Count, $test.Count | Should -Be 2, 48, 16
        $test.Targets[0].ClassName + $test.Targets[1].ClassName | Should -Be 'flat', 'house'
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'other numbers of samples'; Id = 'CountMismatch'; Message = "*64 samples*3 of features 'b'*"; Make = { Join-Dataset ([ordered]@{ a = $size; b = (1..3 | ForEach-Object { @{ x = $_ } } | ConvertTo-Dataset) }) } }
        @{ Case = 'different weights'; Id = 'DatasetsDiffer'; Message = "*'a' and 'b' have different sample weights*"; Make = { $one, $two = 1, 2 | ForEach-Object { @{ x = 1; w = $_ }, @{ x = 2; w = 1 } | ConvertTo-Dataset -Feature x -Weight w }; Join-Dataset ([ordered]@{ a = $one; b = $two }) } }
        @{ Case = 'labels that are none'; Id = 'NoLabels'; Message = "*output 'b'*-Label*"; Make = { Join-Dataset @{ a = $size } @{ b = (1..64 | ForEach-Object { @{ x = $_ } } | ConvertTo-Dataset) } } }
        @{ Case = 'what is no dataset'; Id = 'InvalidValue'; Message = "*-Input*'a' is a Int32*"; Make = { Join-Dataset @{ a = 5 } } }
        @{ Case = 'names that the model does not have'; Id = 'InputsDiffer'; Message = '*2 inputs (size, state)*(facts, state)*'; Make = { Invoke-ModelFit (New-HouseModel) (Join-Dataset @{ facts = $size; state = $state } @{ price = $size; kind = $state }) -Loss $loss } }
    ) {
        $failure = Get-Failure $Make
        $failure.FullyQualifiedErrorId | Should -BeLike "KerasPS.$Id,*"
        $failure.Exception.Message | Should -BeLike $Message
    }
}

Describe 'Rows for a model with several inputs' {
    BeforeAll {
        $rows = 1..40 | ForEach-Object { [pscustomobject]@{ rooms = $_ % 5; area = $_; town = ('Ulm', 'Bonn')[$_ % 2]; price = 3 * $_ } }
        $size = $rows | ConvertTo-Dataset -Feature rooms, area -Label price
        $place = $rows | ConvertTo-Dataset -CategoricalFeature town -Feature town
        $data = Join-Dataset @{ size = $size; place = $place } @{ price = $size }
        $inputs = (New-ModelInput 2 -Name size), (New-ModelInput 2 -Name place)
        $model = New-FunctionalModel $inputs ($inputs | New-ConcatenateLayer | New-DenseLayer 1 -Name price)
        $null = Invoke-ModelFit $model $data -Loss mse -Epoch 2 -Seed 1
        $expected = (Invoke-ModelPredict $model $data).prediction
    }

    It 'are taken apart by the columns of each input, and emitted again' {
        $answer = $rows | Invoke-ModelPredict $model
        $answer.prediction | Should -Be $expected
        $answer[6].town | Should -Be Bonn
    }

    It 'are understood after saving and opening the model, too' {
        Export-Model $model "$TestDrive/two.keras"
        ($rows | Invoke-ModelPredict (Import-Model "$TestDrive/two.keras")).prediction | Should -Be $expected
    }

    It 'have a property with numbers for an input that was no table' {
        $ends = (New-ModelInput 2, 2 -Name grid), (New-ModelInput 1 -Name level)
        $sum = New-FunctionalModel $ends (($ends[0] | New-FlattenLayer), $ends[1] | New-ConcatenateLayer | New-DenseLayer 1 -KernelInitializer ones)
        $answer = [pscustomobject]@{ level = 5; grid = (1, 2), (3, 4) }, @{ grid = 1, 1, 1, 1; level = '0.5' } | Invoke-ModelPredict $sum
        $answer.prediction | Should -Be 15, 4.5
        (Get-Failure { @{ grid = 1, 2, 3 } | Invoke-ModelPredict $sum }).FullyQualifiedErrorId | Should -BeLike 'KerasPS.ShapeMismatch,*'
        $failure = Get-Failure { [pscustomobject]@{ grid = 1, 1, 1, 1; levels = 1 } | Invoke-ModelPredict $sum }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.ColumnNotFound,*'
        $failure.Exception.Message | Should -BeLike "*'level'*grid, level*"
        (Get-Failure { @{ grid = 1, 1, 1, 1; level = 'high' } | Invoke-ModelPredict $sum }).FullyQualifiedErrorId | Should -BeLike 'KerasPS.NotANumber,*'
    }
}
