# Where and how PowerShell itself is run: strict mode, cultures, paths, views, completion.
BeforeAll {
    . $PSScriptRoot/Shared.ps1
    $iris = Get-SampleDataset Iris
    $train, $val = $iris | Split-Dataset 0.8 -Seed 7 -Stratified
}

Describe 'A strict session' {
    It 'works with StrictMode Latest and errors that stop' {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        $model = New-IrisModel
        $history = Invoke-ModelFit $model $train -ValidationData $val -Epoch 2 -Callback { $_.best = $_.val_loss }, (New-EarlyStopping)
        $history.best | Should -Be $history.val_loss
        ($history | Format-Table | Out-String) | Should -Match 'val_loss'
        ($model.History.Epochs | Format-Table | Out-String -Width 160) | Should -Match 'best'
        (Import-Csv $irisFile | Invoke-ModelPredict $model).Count | Should -Be 150
    }

    It 'works in a process that cannot ask' {
        $run = Invoke-Fresh @"
Import-Module '$((Get-Module KerasPS).ModuleBase)/KerasPS.psd1'
(Invoke-ModelFit (New-SequentialModel (New-DenseLayer 3 -Activation softmax)) (Get-SampleDataset Iris) -Loss scce -Epoch 2).epoch
"@
        $run.Output | Should -Be '1', '2'
        $run.ExitCode | Should -Be 0
    }
}

Describe 'Another culture' {
    BeforeAll {
        $before = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = 'de-DE'
    }

    AfterAll { [cultureinfo]::CurrentCulture = $before }

    It 'has the culture' { '{0}' -f 1.5 | Should -Be '1,5' }

    It 'does not change what is read from CSV files, and written to them' {
        $file = Join-Path $TestDrive 'log.csv'
        $history = Invoke-ModelFit (New-IrisModel) (Import-Dataset $irisFile -Label species) -Epoch 2 -Callback (New-CsvLogger $file)
        (Import-Csv $file)[1].loss | Should -Match '^\d\.\d+$'
        (Import-Dataset $file -Feature loss).Features | Should -Be ([float[]] $history.loss)
    }

    It 'is read back from what Export-Csv wrote in it' {
        $file = Join-Path $TestDrive 'deutsch.csv'
        1..20 | ForEach-Object { [pscustomobject]@{ x = $_ / 8; y = $_ / 4 } } | Export-Csv $file -UseCulture
        Get-Content $file | Select-Object -Index 1 | Should -Be '"0,125";"0,25"'
        (Get-Failure { Import-Dataset $file -Delimiter ';' -Label y }).Exception.Message | Should -BeLike "*'0,125'*culture*"
        $read = Import-Dataset $file -Delimiter ';' -Culture de-DE -Label y
        $piped = Import-Csv $file -UseCulture | ConvertTo-Dataset -Culture de-DE -Label y
        $direct = 1..20 | ForEach-Object { @{ x = $_ / 8; y = $_ / 4 } } | ConvertTo-Dataset -Label y
        foreach ($data in $read, $piped) { $data.Features | Should -Be $direct.Features }
        $model = New-SequentialModel (New-DenseLayer 1)
        $null = Invoke-ModelFit $model $read -Loss mse
        $wanted = (Invoke-ModelPredict $model $direct)[0].prediction
        (Import-Csv $file -UseCulture | Invoke-ModelPredict $model -Culture de-DE)[0].prediction | Should -Be $wanted
    }

    It 'does not change messages' {
        $failure = Get-Failure { Invoke-ModelFit (New-IrisModel) $train -ValidationSplit 0.999 }
        $failure.Exception.Message | Should -BeLike '*0.999*'
        Invoke-ModelFit (New-IrisModel) $train -Verbose 4>&1 | Select-Object -First 1 | Should -Match 'loss: \d\.\d{4}'
    }
}

Describe 'A path of other letters' {
    It 'is read and written' {
        $folder = New-Item (Join-Path $TestDrive 'Größe [1] été 模型') -ItemType Directory
        $file = Join-Path $folder 'Blüten.csv'
        Copy-Item $irisFile -Destination $file
        Push-Location -LiteralPath $folder
        try {
            $data = Import-Dataset -LiteralPath Blüten.csv -Label species
            $history = Invoke-ModelFit (New-IrisModel) $data -Callback (New-CsvLogger 'Verlauf.csv')
        } finally { Pop-Location }
        $data.Name | Should -Be 'Blüten.csv'
        (Import-Csv -LiteralPath (Join-Path $folder 'Verlauf.csv')).Count | Should -Be 1
    }
}

Describe 'The view of <What>' -ForEach @(
    @{ What = 'epochs'; Column = 'epoch', 'loss', 'val_loss', 'lr', 'seconds', 'metrics'; Pattern = 'accuracy \d\.\d{4}  val_accuracy \d\.\d{4}'; Object = { Invoke-ModelFit (New-IrisModel) $train -ValidationData $val } }
    @{ What = 'the epochs of a history'; Column = 'epoch', 'loss', 'val_loss', 'lr', 'seconds', 'metrics'; Pattern = 'accuracy \d\.\d{4}  val_accuracy \d\.\d{4}\s*$'; Object = { $m = New-IrisModel; $null = Invoke-ModelFit $m $train -ValidationData $val; $m.History.Epochs } }
    @{ What = 'an evaluation'; Column = 'loss', 'metrics'; Pattern = '\d\.\d{4} accuracy \d\.\d{4}\s*$'; Object = { $m = New-IrisModel; $null = Invoke-ModelFit $m $train; Invoke-ModelEvaluate $m $val } }
    @{ What = 'datasets'; Column = 'Name', 'Count', 'FeatureShape', 'Label', 'ClassName'; Pattern = 'iris\.csv +150 \(4\) +species +setosa, versicolor, virginica'; Object = { $iris } }
    @{ What = 'models'; Column = 'Name', 'Type', 'Layers', 'Parameters', 'Trained'; Pattern = 'iris +Sequential +2 +67 no'; Object = { New-IrisModel } }
    @{ What = 'a summary'; Column = 'Name', 'Type', 'OutputShape', 'Parameters', 'Trainable'; Pattern = '67 parameters, 67 of them trained[\s\S]*dense_1 +Dense +\(None, 3\) +27 True'; Object = { Get-ModelSummary (New-IrisModel) } }
) {
    It 'is a table of its columns' {
        $text = & $Object | Out-String -Width 160
        $text = $text -replace '\x1b\[[0-9;]*m'
        $heading = $text -split '\r?\n' | Where-Object { $_ -match "^\s*$($Column[0])\s" } | Select-Object -First 1
        $heading.Trim() -split '\s+' | Should -Be $Column
        $text | Should -Match $Pattern
    }
}

Describe 'The view of a history' {
    It 'is a short list' {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train -Epoch 2
        $text = ($model.History | Out-String) -replace '\x1b\[[0-9;]*m'
        $text | Should -Match 'Epochs +: 2\s'
        $text | Should -Match 'StopReason +: Completed'
        $text | Should -Not -Match 'Params'
    }

    It 'has epochs with properties that can be read and not be changed' {
        $model = New-IrisModel
        $null = Invoke-ModelFit $model $train
        $epoch = $model.History.Epochs[0]
        ($epoch | Get-Member loss).Definition | Should -BeLike 'System.Double loss*get*'
        { $epoch.loss = 1 } | Should -Throw
        $epoch.nothing | Should -BeNullOrEmpty
    }
}

Describe 'Completion' {
    It 'offers <Expected> for <Line>' -ForEach @(
        @{ Line = 'Initialize-Model $m -Optimizer adam'; Expected = 'adam', 'adamax', 'adamw' }
        @{ Line = 'Initialize-Model $m -Loss sparse'; Expected = 'sparse_categorical_crossentropy' }
        @{ Line = 'Initialize-Model $m -Metric bin'; Expected = 'binary_accuracy', 'binary_crossentropy', 'binary_io_u' }
        @{ Line = 'Invoke-ModelFit $m $d -Optimizer rms'; Expected = 'rmsprop' }
        @{ Line = 'Invoke-ModelFit $m $d -Shuffle Se'; Expected = 'Seeded' }
        @{ Line = 'Invoke-ModelFit $m $d -Device c'; Expected = 'cpu' }
        @{ Line = 'New-DenseLayer 3 -Activation softm'; Expected = 'softmax' }
        @{ Line = "New-DenseLayer 3 -Activation 'softm"; Expected = 'softmax' }
        @{ Line = 'New-DenseLayer 3 -KernelInitializer he_'; Expected = 'he_normal', 'he_uniform' }
        @{ Line = 'Get-SampleDataset I'; Expected = 'Iris' }
        @{ Line = 'New-EarlyStopping -Mode M'; Expected = 'Max', 'Min' }
        @{ Line = 'New-EarlyStop'; Expected = 'New-EarlyStopping' }
        @{ Line = 'New-EarlyStopping -Monitor l'; Expected = 'loss' }
        @{ Line = 'Invoke-ModelFit $m $d -Metric mae, mse -Callback (New-ModelCheckpoint a.keras -Monitor val_m'; Expected = 'val_mae', 'val_mse' }
        @{ Line = 'Import-Dataset measured.csv -Label s'; Expected = 'soil type', 'sun' }
        @{ Line = 'Import-Dataset -Path measured.csv -Feature r'; Expected = 'rain' }
        @{ Line = 'Import-Csv measured.csv | ConvertTo-Dataset -Label ra'; Expected = 'rain' }
        @{ Line = 'Import-Csv german.csv -Delimiter '';'' | ConvertTo-Dataset -Weight r'; Expected = 'regen' }
        @{ Line = 'Import-Csv missing.csv | ConvertTo-Dataset -Label x'; Expected = @() }
        @{ Line = 'Import-Csv broken.csv | ConvertTo-Dataset -Label s'; Expected = @() }
        @{ Line = 'Import-Csv $unknown | ConvertTo-Dataset -Label s'; Expected = @() }
        @{ Line = 'Initialize-Model $m -Policy mixed_b'; Expected = 'mixed_bfloat16' }
    ) {
        Push-Location (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory)
        try {
            Set-Content measured.csv 'sun,rain,soil type', '1,2,clay'
            Set-Content german.csv 'sonne;regen', '1;2'
            Set-Content broken.csv 's""un,"rain'
            $offered = @([System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches | Where-Object ResultType -NE ProviderItem).CompletionText
        }
        finally { Pop-Location }

        $offered | Where-Object { $_ } | ForEach-Object { $_.Trim("'") } | Sort-Object | Should -Be $Expected
    }

    It 'offers what a model of the session reports, and its variables' {
        $ours = New-SequentialModel (New-DenseLayer 2 -Name first) -InputShape 3
        Initialize-Model $ours -Loss mse -Metric mae
        $null = Get-ModelSummary $ours
        $rows = @([pscustomobject]@{ height = 1; width = 2 })
        function Get-Offer([string] $Line) { [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches.CompletionText }
        Get-Offer 'New-EarlyStopping -Monitor val_' | Should -Contain val_mae
        Get-Offer 'Get-ModelWeight $ours fi' | Should -Be first/kernel, first/bias
        Get-Offer '$ours | Get-ModelWeight -Name fi' | Should -Contain first/kernel
        Get-Offer '$rows | ConvertTo-Dataset -Label w' | Should -Be width
        Get-Offer 'ConvertTo-Dataset -InputObject $rows -Label h' | Should -Be height
        $table = @{ height = 1; width = 2 }
        Get-Offer '$table | ConvertTo-Dataset -Label h' | Should -Be height
        $null = Invoke-ModelFit $ours (1..4 | ForEach-Object { @{ a = $_; b = 1; c = 2; y = $_; z = 1 } } | ConvertTo-Dataset -Label y, z)
        $log = $ours.History
        Get-Offer 'Show-History $ours -Metric l' | Should -Contain loss
        Get-Offer 'Show-History $log -Metric m' | Should -Be mae
        Get-Offer 'Show-History 5 -Metric m' | Should -Not -Contain mae
    }
}
