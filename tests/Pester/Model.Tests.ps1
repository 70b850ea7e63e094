BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $iris = Get-SampleDataset Iris
}

Describe 'New-SequentialModel' {
    It 'takes layers <How>' -ForEach @(
        @{ How = 'by -Layer'; Script = { New-SequentialModel -InputShape 4 -Layer (New-DenseLayer 8), (New-DenseLayer 3) } }
        @{ How = 'by position'; Script = { New-SequentialModel (New-DenseLayer 8), (New-DenseLayer 3) -InputShape 4 } }
        @{ How = 'from the pipeline'; Script = { (New-DenseLayer 8), (New-DenseLayer 3) | New-SequentialModel -InputShape 4 } }
        @{ How = 'by its Add method'; Script = { $m = New-SequentialModel -InputShape 4; $m.Add((New-DenseLayer 8)); $m.Add((New-DenseLayer 3)); $m } }
        @{ How = 'after an input layer'; Script = { New-SequentialModel (New-InputLayer 4), (New-DenseLayer 8), (New-DenseLayer 3) } }
    ) {
        $model = & $Script
        $model.Name | Should -Be 'sequential'
        $model.InputShape | Should -Be 4
        ($model.Layers | Where-Object ClassName -EQ Dense).Name | Should -Be 'dense', 'dense_1'
    }

    It 'takes the shape of its samples from the training data' {
        $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
        $model.IsBuilt | Should -BeFalse
        $null = Invoke-ModelFit $model $iris -Loss sparse_categorical_crossentropy
        $model.InputShape | Should -Be 4
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a layer that does not fit'; Id = 'KerasPS.ShapeMismatch,*'; Message = "*'conv2d'*(height, width, channels)*(3,)*"; Script = { New-SequentialModel (New-DenseLayer 3), (New-Conv2DLayer 3 3) -InputShape 4 } }
        @{ Case = 'two layers of one name'; Id = 'KerasPS.DuplicateName,*'; Message = "*'a'*"; Script = { New-SequentialModel (New-DenseLayer 3 -Name a), (New-DenseLayer 3 -Name a) } }
        @{ Case = 'a layer that is null'; Id = 'ParameterArgumentValidationError,*'; Message = '*Layer*null*'; Script = { New-SequentialModel (New-DenseLayer 3), $null } }
        @{ Case = 'a layer without units'; Id = 'KerasPS.InvalidValue,*'; Message = 'Dense: units must be above 0, not 0.'; Script = { New-DenseLayer 0 } }
        @{ Case = 'a misspelt activation'; Id = 'ParameterArgumentTransformationError,*'; Message = "*Did you mean 'relu'*"; Script = { New-DenseLayer 3 -Activation rellu } }
        @{ Case = 'a misspelt choice'; Id = 'ParameterArgumentTransformationError,*'; Message = "*Did you mean 'same'*"; Script = { New-Conv2DLayer 3 3 -Padding sam } }
    ) {
        $failure = Get-Failure $Script
        $failure.FullyQualifiedErrorId | Should -BeLike $Id
        $failure.Exception.Message | Should -BeLike $Message
    }

    It 'leaves a model as it was when a layer cannot be added' {
        $model = New-SequentialModel (New-DenseLayer 3) -InputShape 4
        { $model.Add((New-Conv2DLayer 3 3)) } | Should -Throw '*samples of shape*'
        $model.Layers.Count | Should -Be 1
    }
}

Describe 'Image layers' {
    It 'change images in training alone, the same way for the same seed' {
        $digits, $null = Get-SampleDataset Digits | Split-Dataset -Fraction 0.05 -Seed 1
        $losses = foreach ($run in 1, 2) {
            Set-RandomSeed 1
            $model = New-SequentialModel -InputShape 8, 8, 1 -Layer @(
                New-RandomFlipLayer horizontal
                New-RandomRotationLayer 0.1 -FillMode constant
                New-RandomZoomLayer 0.2 -WidthFactor -0.1, 0.2 -Interpolation nearest
                New-RandomTranslationLayer 0.1 0.1 -FillMode wrap
                New-RandomShearLayer -XFactor 0.1
                New-RandomContrastLayer 0.2, 0.2 -ValueRange 0, 16
                New-RandomBrightnessLayer 0.1 -ValueRange 0, 16
                New-RandomCropLayer 7 7
                New-ResizingLayer 12 12
                New-CenterCropLayer 10 10
                New-FlattenLayer
                New-DenseLayer 10 -Activation softmax)
            (Invoke-ModelFit $model $digits -Loss sparse_categorical_crossentropy -Epoch 3 -Seed 1).loss -join ' '
        }
        $losses[0] | Should -Be $losses[1]
        ($losses[0] -split ' ').Count | Should -Be 3
        (Invoke-ModelEvaluate $model $digits).loss | Should -Be (Invoke-ModelEvaluate $model $digits).loss
    }

    It 'refuse a misspelt fill mode and a factor out of its range' {
        (Get-Failure { New-RandomZoomLayer 0.1 -FillMode reflekt }).Exception.Message | Should -BeLike "*Did you mean 'reflect'*"
        (Get-Failure { New-RandomRotationLayer 2 }).Exception.Message | Should -Be 'RandomRotation: factor must be one number from -1 to 1, or two of them, not 2.'
    }
}

Describe 'New cmdlets' {
    It 'take Keras''s plural names too' {
        (New-DenseLayer -Units 3).Units | Should -Be 3
        (New-Conv2DLayer -Filters 2 -KernelSize 3 -Strides 2).Filters | Should -Be 2
    }

    It 'take Keras''s spelling of a choice, and a hashtable where an object belongs' {
        $layer = New-DenseLayer 3 -KernelInitializer @{ class_name = 'variance_scaling'; mode = 'fan_avg'; scale = 2 } -KernelRegularizer (New-L2Regularizer 0.1)
        $layer.KernelInitializer.Scale | Should -Be 2
        $layer.KernelRegularizer.GetType().Name | Should -Be 'L2'
    }

    It 'have Keras''s defaults' {
        $adam = New-AdamOptimizer
        [math]::Round($adam.LearningRate, 9), $adam.Beta1, $adam.Beta2, $adam.Epsilon | Should -Be 0.001, 0.9, 0.999, 1e-7
        $stopping = New-EarlyStopping
        $stopping.Monitor, $stopping.Patience, $stopping.RestoreBestWeights | Should -Be 'val_loss', 0, $false
    }

    It 'adapt a Normalization layer to a dataset' {
        $values = [pscustomobject]@{ x = 1; y = 10 }, [pscustomobject]@{ x = 3; y = 30 } | ConvertTo-Dataset
        $model = New-NormalizationLayer -Data $values | New-SequentialModel
        (Invoke-ModelPredict $model $values).prediction | ForEach-Object { [math]::Round($_, 4) } | Should -Be -1, -1, 1, 1
    }
}

Describe 'Initialize-Model' {
    BeforeEach { $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax) -InputShape 4 }

    It 'takes an optimizer as <How>' -ForEach @(
        @{ How = 'a name'; Optimizer = 'sgd'; Class = 'SGD'; Rate = 0.01 }
        @{ How = 'a name in another spelling'; Optimizer = 'RMSprop'; Class = 'RMSprop'; Rate = 0.001 }
        @{ How = 'a hashtable'; Optimizer = @{ class_name = 'adam'; learning_rate = 0.5 }; Class = 'Adam'; Rate = 0.5 }
        @{ How = 'a hashtable as in a file'; Optimizer = @{ class_name = 'SGD'; config = @{ learning_rate = 0.25 } }; Class = 'SGD'; Rate = 0.25 }
        @{ How = 'nothing'; Optimizer = $null; Class = 'RMSprop'; Rate = 0.001 }
    ) {
        $given = if ($Optimizer) { @{ Optimizer = $Optimizer } } else { @{} }
        Initialize-Model $model -Loss mse @given | Should -BeNullOrEmpty
        $model.Compilation.Optimizer.GetType().Name | Should -Be $Class
        [math]::Round($model.LearningRate, 6) | Should -Be $Rate
    }

    It 'takes objects' {
        $adam = New-AdamOptimizer 0.125
        Initialize-Model $model -Optimizer $adam -Loss (New-CategoricalCrossentropyLoss -LabelSmoothing 0.1) -Metric (New-CategoricalAccuracyMetric -Name hits)
        $model.Compilation.Optimizer | Should -Be $adam
        $model.Compilation.Loss.LabelSmoothing | Should -Be 0.1
        $model.Compilation.Metrics[0].Name | Should -Be 'hits'
    }

    It 'emits the model with -PassThru, and takes it from the pipeline' {
        $model | Initialize-Model -Loss mse -PassThru | Should -Be $model
    }

    It 'takes metrics that weigh samples' {
        $data = 'x,w,y', '1,3,1', '2,1,3' | ConvertFrom-Csv | ConvertTo-Dataset -Feature x -Weight w -Label y
        $line = New-SequentialModel (New-DenseLayer 1 -UseBias $false -KernelInitializer ones) -InputShape 1
        Initialize-Model $line -Loss mse -Metric mae -WeightedMetric (New-MeanAbsoluteErrorMetric -Name weighed)
        $result = Invoke-ModelEvaluate $line $data
        $result.mae | Should -Be 0.5
        $result.weighed | Should -Be 0.25
    }

    It 'takes metrics of every threshold and average' {
        $metric = (New-F1ScoreMetric macro), (New-PrecisionMetric 0.25 -Name p25), (New-AUCMetric -Curve pr), (New-MeanIoUMetric -NumClass 2)
        Initialize-Model $model -Loss ce -Metric $metric
        $model.Compilation.Metrics.Name | Should -Be 'f1_score', 'p25', 'auc', 'mean_io_u'
        $metric[1].Thresholds | Should -Be 0.25
    }

    It 'takes a learning rate as <How>' -ForEach @(
        @{ How = 'a number'; Make = { New-SGDOptimizer -LearningRate 0.25 } }
        @{ How = 'a schedule'; Make = { New-SGDOptimizer -LearningRate (New-CosineDecaySchedule 0.25 10) } }
        @{ How = 'a hashtable'; Make = { New-SGDOptimizer -LearningRate @{ class_name = 'CosineDecay'; initial_learning_rate = 0.25; decay_steps = 10 } } }
        @{ How = 'a schedule in the optimizer''s hashtable'; Make = { @{ class_name = 'sgd'; learning_rate = New-CosineDecaySchedule 0.25 10 } } }
        @{ How = 'lists in pieces'; Make = { New-SGDOptimizer (New-PiecewiseConstantDecaySchedule -Boundary 5, 10 -Value 0.25, 0.5, 0.1) } }
        @{ How = 'one boundary'; Make = { New-SGDOptimizer (New-PiecewiseConstantDecaySchedule 5 0.25, 0.5) } }
        @{ How = 'the inner optimizer''s'; Make = { New-LossScaleOptimizer (New-MuonOptimizer 0.25 -ExcludeLayer head) } }
    ) {
        Initialize-Model $model -Loss mse -Optimizer (& $Make)
        $model.LearningRate | Should -Be 0.25
    }

    It 'follows a schedule batch by batch, and refuses what would set the rate' {
        $data = New-SumDataset
        $sum = New-SequentialModel (New-DenseLayer 1)
        Initialize-Model $sum -Loss mse -Optimizer (New-SGDOptimizer (New-ExponentialDecaySchedule 0.5 2 0.5))
        (Invoke-ModelFit $sum $data -Epoch 3 -BatchSize 16).learning_rate | Should -Be 0.5, 0.25, 0.125
        $failure = Get-Failure { Invoke-ModelFit $sum $data -Callback (New-LearningRateScheduler { 0.1 }) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'KerasPS.ScheduledLearningRate,*'
        $failure.Exception.Message | Should -BeLike '*SGD*ExponentialDecay*'
        { $sum.LearningRate = 0.1 } | Should -Throw '*ExponentialDecay*cannot be set*'
    }

    It 'takes the options of all optimizers' {
        $adam = New-AdamOptimizer -UseEma -EmaMomentum 0.9 -EmaOverwriteFrequency 3 -GradientAccumulationStep 4 -WeightDecay 0.01 -Clipnorm 1 -LossScaleFactor 8
        $adam.UseEma, $adam.EmaMomentum, $adam.EmaOverwriteFrequency, $adam.GradientAccumulationSteps | Should -Be $true, 0.9, 3, 4
        $adam.ExcludeFromWeightDecay('bias', 'gamma')
        $adam.ExcludedFromWeightDecay | Should -Be 'bias', 'gamma'
        (New-AdamOptimizer).UseEma | Should -BeFalse
    }

    It 'lets the learning rate be read and set on the model' {
        Initialize-Model $model -Optimizer sgd -Loss mse
        $model.LearningRate = 0.5
        $model.Compilation.Optimizer.LearningRate | Should -Be 0.5
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a misspelt optimizer'; Id = 'ParameterArgumentTransformationError,*'; Message = "*no optimizer 'adma'. Did you mean 'adam'*"; Given = @{ Optimizer = 'adma'; Loss = 'mse' } }
        @{ Case = 'a misspelt loss'; Id = 'KerasPS.UnknownName,*'; Message = "*no loss 'mes'. Did you mean 'mse'*"; Given = @{ Loss = 'mes' } }
        @{ Case = 'a misspelt metric'; Id = 'KerasPS.UnknownName,*'; Message = "*no metric 'accurcy'. Did you mean 'accuracy'*"; Given = @{ Loss = 'mse'; Metric = 'accurcy' } }
        @{ Case = 'a metric that needs an argument'; Id = 'KerasPS.MissingArgument,*'; Message = "*F1Score needs a value for 'average': micro, macro, weighted*"; Given = @{ Loss = 'mse'; Metric = 'f1_score' } }
        @{ Case = 'an unknown argument'; Id = 'ParameterArgumentTransformationError,*'; Message = "*no argument 'learning_rat'. Did you mean 'learning_rate'*"; Given = @{ Loss = 'mse'; Optimizer = @{ class_name = 'sgd'; learning_rat = 1 } } }
        @{ Case = 'a learning rate that is none'; Id = 'ParameterArgumentTransformationError,*'; Message = "*learning_rate*'fast'*"; Given = @{ Loss = 'mse'; Optimizer = @{ class_name = 'sgd'; learning_rate = 'fast' } } }
        @{ Case = 'a misspelt schedule'; Id = 'ParameterArgumentTransformationError,*'; Message = "*no learning rate schedule 'cosin'. Did you mean 'cosine_decay'*"; Given = @{ Loss = 'mse'; Optimizer = @{ class_name = 'sgd'; learning_rate = @{ class_name = 'cosin' } } } }
        @{ Case = 'a hashtable without a class'; Id = 'ParameterArgumentTransformationError,*'; Message = '*class_name*'; Given = @{ Loss = 'mse'; Optimizer = @{ learning_rate = 1 } } }
    ) {
        $failure = Get-Failure { Initialize-Model $model @Given }
        $failure.FullyQualifiedErrorId | Should -BeLike $Id
        $failure.Exception.Message | Should -BeLike $Message
    }
}

Describe 'Get-ModelSummary' {
    It 'gives one object a layer' {
        $rows = New-IrisModel | Get-ModelSummary
        $rows.Name | Should -Be 'dense', 'dense_1'
        $rows.Type | Should -Be 'Dense', 'Dense'
        $rows.OutputShape | Should -Be '(None, 8)', '(None, 3)'
        $rows.ParameterCount | Should -Be 40, 27
        $rows[0].Model | Should -BeLike 'iris (Sequential, 67 parameters, 67 of them trained)'
    }

    It 'does not count frozen layers as trained' {
        $rows = New-SequentialModel (New-DenseLayer 8 -Trainable $false), (New-DenseLayer 3) -InputShape 4 | Get-ModelSummary
        $rows.IsTrainable | Should -Be $false, $true
        $rows[0].Model | Should -BeLike '*67 parameters, 27 of them trained)'
    }

    It 'describes a model whose input is not known yet' {
        (Get-ModelSummary (New-SequentialModel (New-DenseLayer 3))).OutputShape | Should -Be '?'
    }
}

Describe 'Get-ModelWeight' {
    BeforeAll {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $iris
    }

    It 'gives path, shape and values' {
        $weights = Get-ModelWeight $model
        $weights.Path | Should -Be 'dense/kernel', 'dense/bias', 'dense_1/kernel', 'dense_1/bias'
        $weights[0].Shape | Should -Be 4, 8
        $weights[0].ToArray().Count | Should -Be 32
    }

    It 'filters by path' { ($model | Get-ModelWeight -Name *bias).Path | Should -Be 'dense/bias', 'dense_1/bias' }

    It 'lets values be assigned' {
        $bias = Get-ModelWeight $model dense_1/bias
        $bias.Assign([float[]] (1, 2, 3))
        (Get-ModelWeight $model dense_1/bias).ToArray() | Should -Be 1, 2, 3
        (Invoke-ModelPredict $model $iris | Select-Object -First 1).probability[2] | Should -BeGreaterThan 0.3
    }
}

Describe 'Set-RandomSeed' {
    It 'makes a training repeatable to the last bit' {
        $runs = foreach ($seed in 7, 7, 8) {
            $model = New-IrisModel -Seed $seed
            $model.Layers.Count | Should -Be 2
            $history = Invoke-ModelFit $model $iris -Epoch 3 -ValidationSplit 0.2
            "$($history.loss | ForEach-Object { $_.ToString('R') }) $($history.val_loss | ForEach-Object { $_.ToString('R') }) $(Get-FlatWeight $model)"
        }
        $runs[1] | Should -Be $runs[0]
        $runs[2] | Should -Not -Be $runs[0]
    }

    It 'needs no seed to give different weights' {
        $first, $second = foreach ($i in 1, 2) {
            $model = New-SequentialModel (New-DenseLayer 8) -InputShape 4
            $null = Get-ModelSummary $model
            "$(Get-FlatWeight $model)"
        }
        $second | Should -Not -Be $first
    }
}

Describe 'Get-TorchDevice' {
    It 'has the CPU, with what a training can use of it' {
        $cpu = Get-TorchDevice | Where-Object Type -eq cpu
        $cpu.Name | Should -Be cpu
        $cpu.Index | Should -BeNullOrEmpty
        $cpu.Threads | Should -Be ([Environment]::ProcessorCount)
        $cpu.Memory | Should -BeGreaterThan 100MB
        @(Get-TorchDevice | Where-Object IsDefault) | Should -HaveCount 1
    }

    It 'gives devices that -Device takes' {
        $device = @(Get-TorchDevice)[0]
        (Get-SampleDataset Iris | Invoke-ModelEvaluate (New-IrisModel) -Device $device).loss | Should -BeGreaterThan 0
    }
}

Describe 'Set-ModelWeight' {
    BeforeEach {
        $one = New-SequentialModel (New-DenseLayer 2 -Name first), (New-DenseLayer 1) -InputShape 3
        $other = New-SequentialModel (New-DenseLayer 2 -Name first), (New-DenseLayer 4) -InputShape 3
        $one, $other | ForEach-Object { $null = Get-ModelSummary $_ }
    }

    It 'sets the values of a variable' {
        Set-ModelWeight $one first/bias 0.5, -0.5
        (Get-ModelWeight $one first/bias).ToArray() | Should -Be 0.5, -0.5
    }

    It 'takes those of another model from the pipeline' {
        Get-ModelWeight $one first/* | Set-ModelWeight $other
        (Get-ModelWeight $other first/kernel).ToArray() | Should -Be (Get-ModelWeight $one first/kernel).ToArray()
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a name that is not there'; Action = { Set-ModelWeight $one first/bia 0, 0 }; Id = 'KerasPS.UnknownName'; Message = "*'first/bias'*" }
        @{ What = 'too many values'; Action = { Set-ModelWeight $one first/bias 1, 2, 3 }; Id = 'KerasPS.ShapeMismatch'; Message = '*2 values, but received 3*' }
        @{ What = 'another shape'; Action = { Get-ModelWeight $one dense/* | Set-ModelWeight $other }; Id = 'KerasPS.ShapeMismatch'; Message = '*(2, 4)*(2, 1)*' }
        @{ What = 'a model that is not built'; Action = { Set-ModelWeight (New-SequentialModel (New-DenseLayer 1)) dense/bias 1 }; Id = 'KerasPS.UnknownName'; Message = '*no variables yet*' }
    ) {
        $failure = Get-Failure $Action
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failure.Exception.Message | Should -BeLike $Message
    }
}
