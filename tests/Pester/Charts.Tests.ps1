# What is seen of trainings and models: charts, pages, diagrams, tables.
BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $train, $val = Get-SampleDataset Iris | Split-Dataset 0.8 -Seed 7 -Stratified
    $model = New-IrisModel
    $epochs = Invoke-ModelFit $model $train -ValidationData $val -Epoch 6 -Seed 1

    # The error that a script ends with, as its id.
    function Get-FailureId([scriptblock] $Script) { (Get-Failure $Script).FullyQualifiedErrorId -replace ',.*' }
}

Describe 'Show-History' {
    It 'draws a model, its history, its epochs, and those of a file alike' {
        $file = Join-Path $TestDrive 'history.csv'
        $epochs | Export-Csv $file
        $drawn = Show-History $model -Style Plain -Width 70
        $drawn.Count | Should -BeGreaterThan 12
        $drawn | ForEach-Object { $_ | Should -BeOfType string }
        $model | Show-History -Style Plain -Width 70 | Should -Be $drawn
        $model.History | Show-History -Style Plain -Width 70 | Should -Be $drawn
        $epochs | Show-History -Style Plain -Width 70 | Should -Be $drawn
        Show-History $epochs -Style Plain -Width 70 | Should -Be $drawn
        $model.History.Epochs | Show-History -Style Plain -Width 70 | Should -Be $drawn

        # A file knows neither the model's name nor how its training ended.
        $read = Import-Csv $file | Show-History -Style Plain -Width 70
        $read[1..($read.Count - 1)] | Should -Be $drawn[1..($drawn.Count - 2)]
        $drawn[-1] | Should -Be 'Completed after 6 epochs'
        $drawn[0] | Should -BeLike 'iris: loss*val_loss*'
    }

    It 'draws the epochs that a running pipeline emits' {
        $lines = Invoke-ModelFit (New-IrisModel) $train -Epoch 3 | Show-History -Style Plain -Width 60 -Height 8
        $lines[-2] | Should -Match '^\S best epoch 3: loss \d'
    }

    It 'reads the files of CsvLogger' {
        $file = Join-Path $TestDrive 'logger.csv'
        $null = Invoke-ModelFit (New-IrisModel) $train -Epoch 3 -Callback (New-CsvLogger $file)
        Import-Csv $file | Show-History -Style Ascii -Width 60 | Select-Object -Last 1 | Should -Match '^@ best epoch 3: loss'
    }

    It 'draws what is asked for' {
        $lines = Show-History $model -Metric acc*, val_loss -LearningRate -LogScale -Style Ascii -Width 80 -Height 10
        @($lines -match '^iris: ').Count | Should -Be 3
        $lines | Where-Object { $_ -match 'accuracy.*val_accuracy' } | Should -Not -BeNullOrEmpty
        $lines | Where-Object { $_ -match '^iris: learning_rate' } | Should -Not -BeNullOrEmpty
        $lines | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
        $lines -join '' | Should -Match '^[ -~]+$'
    }

    It 'has colors only where they are wanted' {
        (Show-History $model -Style Color) -join '' | Should -Match '\x1b\['
        (Show-History $model -Style Plain) -join '' | Should -Not -Match '\x1b'
        $rendering = $PSStyle.OutputRendering
        $noColor = $env:NO_COLOR
        try {
            $env:NO_COLOR = $null
            $PSStyle.OutputRendering = 'Ansi'
            (Show-History $model) -join '' | Should -Match '\x1b\['
            $env:NO_COLOR = '1'
            (Show-History $model) -join '' | Should -Not -Match '\x1b'
            $env:NO_COLOR = $null
            $PSStyle.OutputRendering = 'PlainText'
            (Show-History $model) -join '' | Should -Not -Match '\x1b'
            $PSStyle.OutputRendering = 'Host'
            (Show-History $model | ForEach-Object { $_ }) -join '' | Should -Not -Match '\x1b'
        } finally {
            $PSStyle.OutputRendering = $rendering
            $env:NO_COLOR = $noColor
        }
    }

    It 'goes into a transcript and a redirected file without escapes' {
        $run = Invoke-Fresh @"
`$PSStyle.OutputRendering = 'Host'
Import-Module '$((Get-Module KerasPS).ModuleBase)/KerasPS.psd1'
`$null = Start-Transcript '$TestDrive/transcript.txt'
1..3 | ForEach-Object { [pscustomobject]@{ loss = 1 / `$_ } } | Show-History
`$null = Stop-Transcript
1..3 | ForEach-Object { [pscustomobject]@{ loss = 1 / `$_ } } | Show-History > '$TestDrive/redirected.txt'
"@
        $run.ExitCode | Should -Be 0
        $run.Output -join '' | Should -Not -Match '\x1b'
        foreach ($file in 'transcript.txt', 'redirected.txt') {
            $text = Get-Content (Join-Path $TestDrive $file) -Raw
            $text | Should -Match 'best epoch 3: loss 0.3333'
            $text | Should -Not -Match '\x1b'
        }
    }

    It 'says what is wrong: <Id>' -ForEach @(
        @{ Id = 'KerasPS.NotTrained'; Script = { Show-History (New-SequentialModel -Name new) } }
        @{ Id = 'KerasPS.MetricNotFound'; Script = { Show-History $model -Metric los } }
        @{ Id = 'KerasPS.MetricNotFound'; Script = { Show-History $model -Metric z* } }
        @{ Id = 'KerasPS.NoEpochs'; Script = { Show-History @() } }
        @{ Id = 'KerasPS.NoEpochs'; Script = { [pscustomobject]@{ loss = '0,5' } | Show-History } }
        @{ Id = 'KerasPS.InvalidRow'; Script = { 'history.csv' | Show-History } }
    ) { Get-FailureId $Script | Should -Be $Id }

    It 'completes the names of metrics' {
        $line = 'Show-History $global:modelToComplete -Metric val'
        $global:modelToComplete = $model
        try {
            $offered = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText
        } finally { Remove-Variable modelToComplete -Scope Global }
        $offered | Should -Be 'val_accuracy', 'val_loss'
    }
}

Describe 'Export-History' {
    It 'writes <Extension>' -ForEach @(
        @{ Extension = 'html'; Pattern = '^<!DOCTYPE html>[\s\S]*<h1>iris</h1>[\s\S]*Completed after 6 epochs' }
        @{ Extension = 'svg'; Pattern = '^<svg [\s\S]*>best epoch \d: val_loss' }
        @{ Extension = 'csv'; Pattern = '^epoch,accuracy,loss,val_accuracy,val_loss,learning_rate,seconds\r\n1,' }
        @{ Extension = 'json'; Pattern = '"stop_reason": "Completed"' }
    ) {
        $path = Join-Path $TestDrive "history.$Extension"
        Export-History $model $path | Should -BeNullOrEmpty
        (Export-History $model $path -PassThru).FullName | Should -Be $path
        Get-Content -LiteralPath $path -Raw | Should -Match $Pattern
    }

    It 'writes what Import-Csv and ConvertFrom-Json read back, in any culture' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            Push-Location $TestDrive
            $epochs | Export-History back.csv
            $model.History | Export-History -Path back.json
            $model.History.Epochs | Select-Object -First 3 | Export-History part.csv
            Get-Content part.csv | Should -Be (Get-Content back.csv -TotalCount 4)
            [double[]] (Import-Csv back.csv).val_loss | Should -Be $epochs.val_loss
            [double[]] (Get-Content back.json | ConvertFrom-Json).epochs.loss | Should -Be $epochs.loss
            Import-Csv back.csv | Export-History again.html -Metric loss -LogScale
            (Get-Content again.html | ConvertFrom-Html).Chart | Should -Be 1
        } finally {
            Pop-Location
            [cultureinfo]::CurrentCulture = $before
        }
    }

    It 'says what is wrong: <Id>' -ForEach @(
        @{ Id = 'KerasPS.UnknownFormat'; Script = { Export-History $model history.png } }
        @{ Id = 'KerasPS.PathNotWritable'; Script = { Export-History $model (Join-Path $TestDrive 'history.html/history.svg') } }
        @{ Id = 'KerasPS.MetricNotFound'; Script = { Export-History $model (Join-Path $TestDrive x.svg) -Metric nothing } }
    ) { Get-FailureId $Script | Should -Be $Id }

    BeforeAll {
        # The number of charts of a page, which is XML too.
        function ConvertFrom-Html { [pscustomobject]@{ Chart = @(([xml] ($input -join "`n")).SelectNodes('//*[local-name()="svg"]')).Count } }
    }
}

Describe 'Show-Model' {
    It 'draws boxes, or a list where they are too wide' {
        $lines = Show-Model $model -Style Ascii -Width 60
        $lines[0] | Should -Be 'iris (Sequential, 67 parameters, 67 of them trained)'
        @($lines -match '^ \| dense_1 +Dense \|$').Count | Should -Be 1
        @($lines -match '\+-+\+').Count | Should -Be 6
        $left, $right = (New-ModelInput 4 -Name left), (New-ModelInput 4 -Name right)
        $wide = New-FunctionalModel $left, $right ($left, $right | New-AddLayer -Name both | New-DenseLayer 1)
        $wide | Show-Model -Style Ascii -Width 30 | Should -Contain '    <- left, right'
        (Show-Model $wide -Style Color) -join '' | Should -Match '\x1b'
    }

    It 'writes an image' {
        $file = Show-Model $model -Path (Join-Path $TestDrive model.svg)
        $file | Should -BeOfType System.IO.FileInfo
        $texts = ([xml] (Get-Content -LiteralPath $file)).SelectNodes('//*[local-name()="text"]').InnerText
        $texts | Should -Contain 'dense_1'
        $texts | Should -Contain '27 params'
    }

    It 'says what is wrong' {
        Get-FailureId { Show-Model (New-SequentialModel) } | Should -Be 'KerasPS.NotBuilt'
        Get-FailureId { Show-Model $model model.png } | Should -Be 'KerasPS.UnknownFormat'
    }
}

Describe 'Get-ClassificationReport' {
    It 'is that of scikit-learn''s documentation' {
        $rows = 0..4 | ForEach-Object { [pscustomobject]@{ real = (0, 1, 2, 2, 2)[$_]; guess = "$((0, 0, 2, 2, 1)[$_])" } }
        $report = $rows | Get-ClassificationReport -Label real -Prediction guess
        $report.Class | Should -Be '0', '1', '2', 'accuracy', 'macro average', 'weighted average'
        $report.Precision | ForEach-Object { $null -eq $_ ? $null : [Math]::Round($_, 2) } | Should -Be 0.5, 0, 1, $null, 0.5, 0.7
        $report.Recall | ForEach-Object { $null -eq $_ ? $null : [Math]::Round($_, 2) } | Should -Be 1, 0, 0.67, $null, 0.56, 0.6
        $report.F1 | ForEach-Object { [Math]::Round($_, 2) } | Should -Be 0.67, 0, 0.8, 0.6, 0.49, 0.61
        $report.Support | Should -Be 1, 1, 3, 5, 5, 5
    }

    It 'is the same of a model and of its predictions' {
        $seen = [System.Collections.Generic.List[int]]::new()
        $ofModel = Get-ClassificationReport $model $val -BatchSize 7 -Callback (New-LambdaCallback -OnPredictBatchEnd { $seen.Add($args[0]) }) -WarningAction Ignore
        $seen | Should -Be 0, 1, 2, 3, 4
        $rows = Import-Csv $irisFile
        $ofRows = $rows | Invoke-ModelPredict $model | Get-ClassificationReport -Label species -WarningAction Ignore
        $ofAll = Import-Csv $irisFile | ConvertTo-Dataset -Feature $irisFeature -Label species | Get-ClassificationReport $model -WarningAction Ignore
        $ofAll.F1 | Should -Be $ofRows.F1
        $ofAll.Class[0..2] | Should -Be 'setosa', 'versicolor', 'virginica'
        [Math]::Round(($ofModel | Where-Object Kind -eq Accuracy).F1, 5) | Should -Be ([Math]::Round((Invoke-ModelEvaluate $model $val).accuracy, 5))
    }

    It 'warns of classes that never occur' {
        $report = [pscustomobject]@{ real = 'a'; prediction = 'b' } | Get-ClassificationReport -Label real -ClassName a, b -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 2
        "$warnings" | Should -Match "predicted as 'a'"
        $report[0].F1 | Should -Be 0
    }

    It 'is a table' {
        $text = [pscustomobject]@{ real = 'a'; prediction = 'a' } | Get-ClassificationReport -Label real | Out-String
        ($text -split '\r?\n' | Where-Object { $_.Trim() } | Select-Object -First 1).Trim() -split '\s+' | Should -Be 'Class', 'Precision', 'Recall', 'F1', 'Support'
    }

    It 'says what is wrong: <Id>' -ForEach @(
        @{ Id = 'KerasPS.ColumnNotFound'; Script = { [pscustomobject]@{ real = 1; prediction = 1 } | Get-ClassificationReport -Label rael } }
        @{ Id = 'KerasPS.UnknownClass'; Script = { @{ real = 'x'; prediction = 'a' } | Get-ClassificationReport -Label real -ClassName a, b } }
        @{ Id = 'KerasPS.InvalidRow'; Script = { [pscustomobject]@{ real = ''; prediction = 1 } | Get-ClassificationReport -Label real } }
        @{ Id = 'KerasPS.InvalidRow'; Script = { [pscustomobject]@{ real = 1; prediction = 1.5, 2 } | Get-ClassificationReport -Label real } }
        @{ Id = 'KerasPS.NoPredictions'; Script = { @() | Get-ClassificationReport -Label real } }
        @{ Id = 'KerasPS.NotAClassifier'; Script = { Get-ClassificationReport (New-SequentialModel (New-DenseLayer 1) -InputShape 2) (New-SumDataset) } }
        @{ Id = 'KerasPS.UnknownName'; Script = { Get-ClassificationReport $model $val -Output other } }
    ) { Get-FailureId $Script | Should -Be $Id }
}

Describe 'Show-ConfusionMatrix' {
    BeforeAll { $rows = 'aa', 'ab', 'bb', 'bb' | ForEach-Object { [pscustomobject]@{ real = "$($_[0])"; guess = "$($_[1])" } } }

    It 'draws counts and shares' {
        $rows | Show-ConfusionMatrix -Label real -Prediction guess -Style Ascii -Width 60 | Should -Be @(
            'is \ predicted       a       b  samples'
            '--------------  ------  ------  -------'
            'a               1  50%  1  50%        2'
            'b               0   0%  2 100%        2')
        ($rows | Show-ConfusionMatrix -Label real -Prediction guess -Style Color) -join '' | Should -Match '\x1b'
    }

    It 'emits rows for files' {
        $emitted = $rows | Show-ConfusionMatrix -Label real -Prediction guess -ClassName b, a, c -PassThru
        $emitted.label | Should -Be 'b', 'a', 'c'
        $emitted[1].predicted_b | Should -Be 1
        $emitted.samples | Should -Be 2, 2, 0
    }

    It 'has the counts of one output of a model, whatever the batches are' {
        $in = New-ModelInput 4
        $both = New-FunctionalModel $in ($in | New-DenseLayer 3 -Activation softmax -Name left), ($in | New-DenseLayer 3 -Activation softmax -Name right)
        $pair = Join-Dataset @{ $both.InputNames[0] = $val } @{ left = $val; right = $val }
        $null = Invoke-ModelFit $both $pair -Loss sparse_categorical_crossentropy -Epoch 3
        $seen = [System.Collections.Generic.List[int]]::new()
        $counts = Show-ConfusionMatrix $both $pair -Output right -BatchSize 7 -PassThru -Callback (New-LambdaCallback -OnPredictBatchEnd { $seen.Add($args[0]) })
        $seen | Should -Be 0, 1, 2, 3, 4
        $predicted = (Invoke-ModelPredict $both $pair).right_prediction | Group-Object -NoElement
        foreach ($class in 'setosa', 'versicolor', 'virginica') {
            ($counts."predicted_$class" | Measure-Object -Sum).Sum | Should -Be (($predicted | Where-Object Name -EQ $class).Count ?? 0)
        }
        ($counts | Measure-Object samples -Sum).Sum | Should -Be 30
    }

    It 'asks a model' {
        $emitted = Show-ConfusionMatrix $model $val -PassThru
        ($emitted | Measure-Object samples -Sum).Sum | Should -Be 30
        (Show-ConfusionMatrix -Model $model -Data $val -Style Plain -Width 100)[0] | Should -Match 'setosa +versicolor +virginica +samples$'
    }
}

Describe 'The table of epochs' {
    BeforeAll {
        $losses = [System.Collections.Generic.Queue[double]] [double[]] (3, 2, 2.5, 1, 1.5)
        $marked = New-IrisModel -Metric @()
        $rows = Invoke-ModelFit $marked $train -Epoch 5 -Callback { $_.loss = $losses.Dequeue() }
    }

    It 'marks the best epoch, of objects and of the history' {
        foreach ($table in ($rows | Out-String -Width 100), ($marked.History.Epochs | Out-String -Width 100)) {
            $table -split '\r?\n' | Where-Object { $_ -match '\d\*' } | Should -Match '^\s+4\*\s+1.0000'
        }
    }

    It 'colors what improved, where colors are shown' {
        $rendering = $PSStyle.OutputRendering
        $noColor = $env:NO_COLOR
        try {
            $env:NO_COLOR = $null
            $PSStyle.OutputRendering = 'Ansi'
            $text = $rows | Out-String -Width 100
            @([regex]::Matches($text, "`e\[32m *(\d\.0000)") | ForEach-Object { $_.Groups[1].Value }) | Should -Be '2.0000', '1.0000'
            $PSStyle.OutputRendering = 'PlainText'
            $rows | Out-String -Width 100 | Should -Not -Match "`e"
        } finally {
            $PSStyle.OutputRendering = $rendering
            $env:NO_COLOR = $noColor
        }
    }

    It 'has numbers of the culture, and those that Export-Csv wrote are read back' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $rows | Out-String -Width 100 | Should -Match '2,5000'
            $file = Join-Path $TestDrive 'german.csv'
            $rows | Export-Csv $file
            Import-Csv $file | Show-History -Style Plain | Select-Object -Last 1 | Should -Match 'best epoch 4: loss 1$'
        } finally { [cultureinfo]::CurrentCulture = $before }
    }

    It 'fits in a window of 80 columns' {
        $text = $epochs | Out-String -Width 80
        $text -split '\r?\n' | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
        $text | Should -Match 'val_accuracy \d\.\d{4}'
    }

    It 'adds no column to files' {
        ($rows | Select-Object -First 1).PSObject.Properties.Name | Should -Be 'epoch', 'loss', 'learning_rate', 'seconds'
    }
}
