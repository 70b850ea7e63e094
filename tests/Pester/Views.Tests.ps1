BeforeAll {
    . $PSScriptRoot/Shared.ps1

    # What a window of 80 columns shows of an object.
    function Show([scriptblock] $Script) {
        $PSStyle.OutputRendering = 'PlainText'
        (& $Script | Out-String -Width 80) -split '\r?\n' | ForEach-Object { $_.TrimEnd() } | Where-Object { $_ }
    }
}

AfterAll { $PSStyle.OutputRendering = 'Host' }

Describe 'What is shown' {
    It 'layers by what was chosen' {
        $layer = (New-SequentialModel (New-DenseLayer 16 -Activation relu), (New-DenseLayer 3 -Activation softmax -KernelRegularizer l2) -InputShape 4).Layers
        $null = $layer[0].Trainable = $false
        $table = Show { $layer }
        $table[2] | Should -Match '^dense +Dense +units=16, activation=relu'
        $list = Show { $layer[1] | Format-List }
        $list | Should -Contain 'Configuration : units=3, activation=softmax, kernel_regularizer=l2'
        $list -join "`n" | Should -Not -Match 'KerasPS\.'
        Show { $layer[0] | Format-List } | Should -Contain 'Configuration : units=16, activation=relu, trainable=False'
    }

    It 'every kind of layer without what is inside of it' {
        $list = Show { New-BidirectionalLayer (New-LSTMLayer 16) | Format-List }
        $list | Should -Contain 'Configuration : layer=forward_lstm, backward_layer=backward_lstm'
        Show { New-LSTMLayer 16 | Format-List } | Should -Contain 'Configuration : units=16'
        Show { New-Conv2DLayer 8 3, 3 -Strides 2, 2 | Format-List } | Should -Contain 'Configuration : filters=8, kernel_size=(3, 3), strides=(2, 2)'
    }

    It 'the learning rate <Rate> as <Shown>' -ForEach @(
        @{ Rate = 0.001; Shown = '0.001' }
        @{ Rate = 0.00025; Shown = '0.00025' }
        @{ Rate = 2e-7; Shown = '2E-07' }
        @{ Rate = 3; Shown = '3' }
    ) {
        Show { New-SGDOptimizer $Rate } | Should -Contain "LearningRate  : $Shown"
        $model = Initialize-Model (New-SequentialModel (New-DenseLayer 1)) -Optimizer (New-SGDOptimizer $Rate) -Loss mse -PassThru
        Show { $model | Format-List } | Should -Contain "Optimizer  : SGD (learning rate $Shown)"
    }

    It 'schedules with their options' {
        Show { New-AdamOptimizer (New-CosineDecaySchedule 0.001 1000) -Clipnorm 1 } |
            Should -Contain 'Schedule      : CosineDecay: initial_learning_rate=0.001, decay_steps=1000'
    }

    It 'an epoch''s rate in lists too, and losses with as many digits as fit' {
        $epoch = [pscustomobject]@{ epoch = 1; loss = 52264.8712; learning_rate = 0.00025; seconds = 0.5; mae = 226.48727 }
        $epoch.PSTypeNames.Insert(0, 'KerasPS.EpochLog')
        $list = Show { $epoch | Format-List }
        $list | Should -Contain 'learning_rate : 0.00025'
        $list | Should -Contain 'metrics       : mae 226.4873'
        (Show { $epoch })[2] | Should -Match '^ +1 +52264\.87 '
        $epoch.loss = -123.45678
        (Show { $epoch })[2] | Should -Match ' -123\.457 '
    }

    It 'changes of the learning rate with all their digits' {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model (Get-SampleDataset Iris) -Epoch 2 -Callback (New-LearningRateScheduler { param($epoch, $rate) 0.00025 })
        (Show { $model.History.LearningRateChanges })[2] | Should -Match '^ +1 +0\.001 +0\.00025 LearningRateScheduler'
    }

    It 'models as lists of what they are made of and trained with' {
        $list = Show { New-IrisModel | Format-List }
        $list | Should -Contain 'Layers     : dense, dense_1'
        $list | Should -Contain 'Inputs     : (None, 4)'
        $list | Should -Contain 'Loss       : sparse_categorical_crossentropy'
        $list | Should -Contain 'Metrics    : accuracy'
    }

    It 'datasets as lists with all names' {
        $list = Show { Get-SampleDataset Iris | Format-List }
        $list | Should -Contain 'FeatureName  : sepal_length, sepal_width, petal_length, petal_width'
        $list | Should -Contain 'ClassName    : setosa, versicolor, virginica'
        $list -join "`n" | Should -Not -Match 'KerasPS\.'
    }

    It 'files as lists of what they hold' {
        $list = Show { Get-ModelFile (Join-Path $root 'examples/data/digits.keras') | Format-List }
        $list | Should -Contain 'Model          : digits (Sequential)'
        $list | Should -Contain 'Members        : metadata.json, config.json, model.weights.h5'
        $list -join "`n" | Should -Not -Match '@|SavedLayer'
    }

    It 'variables and devices as tables' {
        (Show { Get-ModelWeight (New-IrisModel) })[2] | Should -Match '^dense/kernel +\(4, 8\) +32 True'
        (Show { Get-TorchDevice })[2] | Should -Match '^cpu +cpu +\d+ +[\d.,]+ GB'
    }
}

Describe 'Get-DatasetBatch' {
    It 'emits the batches of a training' {
        $data = New-SumDataset 32
        $first = Get-DatasetBatch $data -BatchSize 5 -Seed 3
        $first | Should -HaveCount 7
        $first[6].Count | Should -Be 2
        $first.Index | Sort-Object | Should -Be (0..31)
        $data | Get-DatasetBatch -BatchSize 5 -Seed 3 -Count 2 | ForEach-Object { "$($_.Index)" } | Should -Be ($first[0, 1] | ForEach-Object { "$($_.Index)" })
        "$((Get-DatasetBatch $data -BatchSize 5 -Seed 3 -Epoch 2)[0].Index)" | Should -Not -Be "$($first[0].Index)"
        (Get-DatasetBatch $data -Shuffle None -Count 1).Index | Should -Be (0..31)
    }

    It 'shows shapes and labels' {
        $table = Show { Get-SampleDataset Iris | Get-DatasetBatch -Shuffle None -Count 1 }
        $table[2] | Should -Match '^ +1 +1 +32 \(32, 4\) +setosa, setosa'
    }
}

Describe 'A piped model' {
    BeforeAll { $model = New-IrisModel }

    It 'leaves the first place to the name or path' {
        ($model | Get-ModelWeight *bias).Path | Should -Be 'dense/bias', 'dense_1/bias'
        (Get-ModelWeight $model dense/*).Path | Should -Be 'dense/kernel', 'dense/bias'
        ($model | Export-Model "$TestDrive/a.keras" -PassThru).Name | Should -Be a.keras
        $model | Export-ModelWeight "$TestDrive/a.safetensors"
        $model | Import-ModelWeight "$TestDrive/a.safetensors"
        ($model | Show-Model "$TestDrive/a.svg").Name | Should -Be a.svg
    }
}
