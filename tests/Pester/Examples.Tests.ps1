BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $repository = $root
}

Describe 'The examples' {
    It 'iris reaches 0.95 validation accuracy and writes its files' {
        $script = Join-Path $repository 'examples/01-iris.ps1'
        $run = Invoke-Fresh "& '$script' -OutputFolder '$TestDrive/iris'"
        $run.ExitCode | Should -Be 0
        $history = Import-Csv "$TestDrive/iris/history.csv"
        $best = $history | Sort-Object { [double] $_.val_loss } | Select-Object -First 1
        [double] $best.val_accuracy | Should -BeGreaterOrEqual 0.95
        Get-ChildItem "$TestDrive/iris" -Filter 'best_*.keras' | Should -Not -BeNullOrEmpty
        $run.Output -join "`n" | Should -BeLike '*Ended after epoch*: EarlyStopping*'
    }

    It 'data augmentation makes a model that knows digits off the middle' {
        $run = Invoke-Fresh "& '$(Join-Path $repository 'examples/05-data-augmentation.ps1')' -Seed 1 -Epoch 100"
        $run.ExitCode | Should -Be 0
        $shifted = foreach ($images in 'as they are', 'augmented') {
            [double] (($run.Output | Where-Object { $_ -like "$images *" }) -split '\s+')[-1]
        }
        $shifted[1] | Should -BeGreaterThan ($shifted[0] + 0.2)
    }

    It 'TensorBoard''s event files become images and a table' {
        $run = Invoke-Fresh "& '$(Join-Path $repository 'examples/06-tensorboard.ps1')' -LogFolder '$TestDrive/tensorboard' -OutputFolder '$TestDrive/curves' -Epoch 11"
        $run.ExitCode | Should -Be 0
        (Get-ChildItem "$TestDrive/curves").Name | Should -Be 'adam 0.001.svg', 'adam 0.01.svg'
        $image = [xml] (Get-Content "$TestDrive/curves/adam 0.01.svg" -Raw)
        $image.DocumentElement.InnerText | Should -BeLike '*val_loss*'
        $image.DocumentElement.InnerText | Should -BeLike '*val_accuracy*'
        # Two rates, epochs 1 and 11, 64 times 32 weights.
        @($run.Output -match '^adam 0\.\d+ +1?1 +2048 ') | Should -HaveCount 4
    }

    It 'text classification learns what not means' {
        $script = Join-Path $repository 'examples/04-text-classification.ps1'
        $run = Invoke-Fresh "& '$script' -OutputFolder '$TestDrive/text'"
        $run.ExitCode | Should -Be 0
        $history = Import-Csv "$TestDrive/text/history.csv"
        [double] $history[-1].val_accuracy | Should -BeGreaterOrEqual 0.95
        $answer = $run.Output | ForEach-Object { $_ -replace '\s+', ' ' }
        $answer -like 'The teapot is lovely liked*' | Should -HaveCount 1
        $answer -like 'Not great, this kettle! disliked*' | Should -HaveCount 1
        $answer -like 'My old coat is not ugly. liked*' | Should -HaveCount 1
    }

    It 'several inputs and outputs predicts cultivars and alcohol' {
        $run = Invoke-Fresh "& '$(Join-Path $repository 'examples/03-several-inputs-and-outputs.ps1')'"
        $run.ExitCode | Should -Be 0
        $last = (@($run.Output) -match '^\s*\d+ ')[-1].Trim() -split '\s+'
        [double] $last[4] | Should -BeGreaterThan 0.85
        [double] $last[5] | Should -BeLessThan 0.6
        @($run.Output) -match '^class_\d' | Should -HaveCount 5
    }
}

Describe 'The gallery' {
    BeforeAll {
        function Invoke-Example([string] $Name, [string] $Argument = '') {
            $run = Invoke-Fresh "& '$(Join-Path $repository "examples/$Name.ps1")' $Argument"
            $run.ExitCode | Should -Be 0 -Because ($run.Output -join "`n")
            $run.Output -join "`n"
        }
    }

    It 'wine regression is better than guessing, and writes its log' {
        $said = Invoke-Example 07-wine-regression "-OutputFolder '$TestDrive/wine'"
        $said -match 'not seen: (\S+); guessing the mean: (\S+)' | Should -BeTrue
        [double] $Matches[1] | Should -BeLessThan (0.8 * [double] $Matches[2])
        $said | Should -BeLike '*ReduceLROnPlateau*'
        @(Import-Csv "$TestDrive/wine/history.csv").Count | Should -BeGreaterThan 40
    }

    It 'anomaly detection finds the faults' { Invoke-Example 08-anomaly-detection | Should -BeLike '*4 of 4 faults found*' }

    It 'log lines are sorted by what they need' {
        $said = (Invoke-Example 09-log-lines) -replace ' +', ' '
        $said | Should -BeLike '*urgent backup of srv4 failed*'
        $said | Should -BeLike '*urgent disk srv5 is full*'
        $said | Should -BeLike '*look disk srv5 is 91 percent full*'
        $said | Should -Not -BeLike '*no error found*'
    }

    It 'a forecast is better than the day before' {
        (Invoke-Example 10-time-series-forecast '-Epoch 8') -match 'error: (\S+); taking the load of a day before: (\S+)' | Should -BeTrue
        [double] $Matches[1] | Should -BeLessThan (0.5 * [double] $Matches[2])
    }

    It 'a class as callback ends the training' { Invoke-Example 11-custom-callback | Should -Match 'Ended after \d\d? epochs: Callback' }

    It 'a scriptblock writes lines of JSON' {
        $null = Invoke-Example 12-json-log "-Path '$TestDrive/log/training.jsonl'"
        $line = Get-Content "$TestDrive/log/training.jsonl" | ConvertFrom-Json
        $line | Should -HaveCount 11
        $line[9].epoch | Should -Be 10
        $line[9].loss | Should -BeLessThan $line[0].loss
        $line[10].ended | Should -Be Completed
    }

    It 'the learning-rate finder finds a rate that trains' {
        (Invoke-Example 13-learning-rate-finder) -match 'lowest at (\S+);' | Should -BeTrue
        [double] $Matches[1] | Should -BeGreaterThan 1e-3
        [double] $Matches[1] | Should -BeLessThan 1
    }

    It 'a search tries all settings' {
        $said = Invoke-Example 14-hyperparameter-search '-Epoch 10'
        @($said -split "`n" -match '^ *\d+ +0\.') | Should -HaveCount 9
        $said | Should -Match 'Best: \d+ units'
    }

    It 'a model of Keras''s learns more from a few images than one that begins from nothing' {
        $said = Invoke-Example 15-transfer-from-keras "-OutputFolder '$TestDrive/transfer'"
        $right = [regex]::Matches($said, 'right on ([\d.]+)') | ForEach-Object { [double] $_.Groups[1].Value }
        $right | Should -HaveCount 3
        $right[1] | Should -BeGreaterThan ($right[0] + 3)
        $right[2] | Should -Be $right[1]
        $said | Should -BeLike '*trained from here on: hole/kernel, hole/bias*'
        $said | Should -Match 'transferred \(Sequential, [\d,.]+ parameters, 11 of them trained\)'
    }

    It 'a service predicts the files that come in, and puts aside those that it cannot' {
        $folder = "$TestDrive/service"
        $null = New-Item "$folder/in" -ItemType Directory
        $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
        $null = Import-Dataset $irisFile -Label species | Invoke-ModelFit $model -Loss sparse_categorical_crossentropy
        Export-Model $model "$folder/model.keras"
        Copy-Item $irisFile "$folder/in/flowers.csv"
        Set-Content "$folder/in/other.csv" "x,y`n1,2"
        $null = Invoke-Example 16-prediction-service "-ModelPath '$folder/model.keras' -InFolder '$folder/in' -OutFolder '$folder/out' -Interval 00:00:00.1 -IdleLimit 00:00:01"
        Get-ChildItem "$folder/in" | Should -BeNullOrEmpty
        $row = Import-Csv "$folder/out/flowers.csv"
        $row | Should -HaveCount 150
        $row[0].prediction | Should -BeIn setosa, versicolor, virginica
        Get-Content "$folder/out/other.csv.failed.txt" | Should -BeLike "*sepal_length*"
    }
}
